"""The sentences of people, their accounts, and what they order."""

from django.utils.translation import gettext_noop as _

from coop.pages.sentences.common import OURS

SENTENCES = {
    # members
    "members.birth_date_in_future": _("Revise la fecha de nacimiento: todavía no llega."),
    "members.document_unreadable": _("Revise el número de documento: no tiene la forma esperada."),
    "members.check_digits_wrong": _("El dígito verificador no corresponde a ese RUC."),
    "members.document_taken": _("Ya hay una persona registrada con ese documento."),
    "members.name_missing": _("Escriba los nombres y los apellidos."),
    "members.email_unreadable": _("Escriba un correo electrónico, como nombre@correo.com."),
    "members.telephone_unreadable": _("Escriba un teléfono de Panamá, como 6123-4567."),
    "members.person_not_found": _("No encontramos a esa persona."),
    # products
    "products.account_not_found": _("No encontramos esa cuenta entre las suyas."),
    "products.account_not_debitable": _("De esa cuenta no se puede transferir ni pagar en línea."),
    "products.account_not_creditable": _("Esa cuenta no recibe transferencias en línea."),
    "products.alias_too_long": _("Escriba un nombre de {longest} letras o menos."),
    "products.may_not_hold": _("Esa persona no puede ser titular de ese producto."),
    "products.type_unknown": _("No existe un producto con el código {type_code}."),
    "products.number_unreadable": _("Revise el número de cuenta: no tiene la forma esperada."),
    "products.number_taken": _("Ya existe una cuenta con ese número."),
    "products.maturity_missing": _("Revise la fecha de vencimiento de la cuenta {number}."),
    "products.titular_twice": _("El titular de la cuenta {number} no puede ser también cotitular."),
    "products.blocked_without_reason": _("Escriba el motivo del bloqueo."),
    # orders
    "orders.kind_unknown": OURS,
    "orders.order_not_found": _("No encontramos esa instrucción entre las suyas."),
    "orders.order_tampered": OURS,
    "orders.step_forbidden": OURS,
    "orders.order_expired": _("Este borrador venció y no se movió dinero. Empiece de nuevo."),
    "orders.order_closed": _("Esta instrucción ya no se puede confirmar ni cambiar."),
    "orders.draft_conflict": _("Esta instrucción ya no se puede cambiar. Empiece una nueva."),
    "orders.drafts_too_many": _("Tiene {most} borradores. Confirme o cancele alguno primero."),
    "orders.quote_changed": _(
        "Algo cambió desde que revisó esta instrucción. Revísela otra vez antes de confirmar."
    ),
    "orders.proof_wrong": _(
        "Ese código no es correcto. Intentos que le quedan: {tries_left}. {minutes_off}"
    ),
    "orders.passkey_wrong": _(
        "Su llave de acceso no firmó lo que ve ahora. Intentos que le quedan: {tries_left}."
    ),
    "orders.method_too_weak": _(
        "Con un código solo puede enviar hasta {limit_cents}. "
        "Para más, agregue una llave de acceso."
    ),
    "orders.proof_expired": _("Pasaron más de dos minutos. Autorice otra vez."),
    "orders.proof_void": _(
        "Hubo varios intentos equivocados. Esta instrucción se anuló y no se movió dinero."
    ),
    "orders.proof_throttled": _("Hubo muchos intentos equivocados. Espere unos minutos."),
    "orders.above_order_limit": _(
        "Cada transferencia puede ser de hasta {limit_cents}. Escriba un monto menor."
    ),
    "orders.above_day_limit": _(
        "Puede mover hasta {limit_cents} en 24 horas. Ahora le quedan {left_cents}."
    ),
    "orders.above_month_limit": _(
        "Puede mover hasta {limit_cents} en 30 días. Ahora le quedan {left_cents}."
    ),
    "orders.above_new_payee_limit": _(
        "A un beneficiario nuevo puede enviarle hasta {limit_cents}. Así es hasta que pasen "
        "{hours} horas desde su primer envío. Ahora le quedan {left_cents}: envíe eso, y el resto "
        "después."
    ),
    "orders.above_wary_limit": _(
        "Alguien entró con su usuario de forma inusual. Por 24 horas, a un beneficiario nuevo "
        "puede enviarle hasta {limit_cents}. Ahora le quedan {left_cents}."
    ),
    "orders.limit_out_of_range": _(
        "Elija límites de hasta {order_cents} por instrucción, {day_cents} en 24 horas y "
        "{month_cents} en 30 días."
    ),
    "orders.raise_unproven": _("Para subir un límite, confirme primero que es usted."),
    "orders.limit_group_unknown": _("Elija uno de los límites de la lista."),
    "orders.receipt_not_found": _("Ningún comprobante tiene ese código. Revíselo con cuidado."),
    "orders.receipt_throttled": _("Se comprobaron muchos códigos. Espere unos minutos."),
    "orders.receipt_not_yet": _("Esta instrucción todavía no tiene comprobante."),
    # payees
    "payees.payee_not_found": _("No encontramos ese beneficiario entre los suyos."),
    "payees.lookups_throttled": _("Buscó muchos titulares. Intente de nuevo más tarde."),
    "payees.holder_not_matched": _(
        "El número de cuenta y el nombre no coinciden. Revíselos con la persona que recibirá."
    ),
    "payees.holder_unavailable": _("Esta cuenta no puede recibir transferencias en este momento."),
    "payees.own_account": _("Esa cuenta es suya. Use una transferencia entre cuentas propias."),
    "payees.alias_too_long": _("Escriba un alias de hasta {longest} letras."),
    "payees.payees_too_many": _("Puede guardar hasta {most} beneficiarios. Quite alguno primero."),
    # transfers
    "transfers.same_account": _("Elija dos cuentas distintas."),
    "transfers.amount_out_of_range": _("Escriba un monto desde B/. 0.01."),
    "transfers.not_enough_funds": _(
        "En esta cuenta tiene disponible {available_cents}. Escriba un monto menor."
    ),
    "transfers.destination_closed": _(
        "La cuenta del beneficiario no puede recibir en este momento."
    ),
    "transfers.minors_money": _(
        "El dinero de un menor solo pasa a otra cuenta suya. Para usarlo de otro modo, consulte "
        "al CIS."
    ),
    "transfers.destination_own": _(
        "Esa cuenta es suya. Use una transferencia entre cuentas propias."
    ),
    "transfers.memo_too_long": _("Escriba un concepto de hasta {longest} letras."),
}

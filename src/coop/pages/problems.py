"""The words for every error, and the page that each family gets.

`SENTENCES` maps a code to its Spanish sentence, which is also the key of its translation. Facts
of the error stand in braces: `{..._cents}` prints as money, dates with the month as a word.
A sentence says what to do; it never blames.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.kernel import dates, db
from coop.kernel.errors import Broken, Problem, Refused, Unavailable, Uncertain
from coop.kernel.money import Money
from coop.pages import words

log = logging.getLogger("coop.pages")

TRY_LATER = _("Intente de nuevo en unos minutos. No se envió nada.")
OURS = _("Algo falló de nuestro lado. No tiene que hacer nada más; ya lo estamos revisando.")

SENTENCES: dict[str, str] = {
    # kernel
    "kernel.demonstration_only": _("Eso solo se puede hacer en una demostración."),
    "kernel.commit_unknown": _(
        "Su instrucción está en proceso. Espere un minuto y revísela en el historial antes de "
        "enviarla otra vez."
    ),
    "kernel.database_away": TRY_LATER,
    "kernel.database_busy": _(
        "El sistema está ocupado y no se envió nada. Espere un minuto, vuelva a la página "
        "anterior e inténtelo de nuevo."
    ),
    "kernel.transaction_missing": OURS,
    "kernel.slot_empty": OURS,
    # ledger
    "ledger.not_enough_funds": _(
        "El saldo disponible, {available_cents}, no alcanza. Escriba un monto menor o use otra "
        "cuenta."
    ),
    "ledger.account_not_open": _("Esa cuenta no permite este movimiento. Consulte al CIS."),
    "ledger.account_closed": _("Esa cuenta está cerrada."),
    "ledger.account_not_empty": _("Esa cuenta tiene saldo o retenciones y no se puede cerrar."),
    "ledger.account_unknown": OURS,
    "ledger.account_code_taken": OURS,
    "ledger.entry_conflict": OURS,
    "ledger.entry_unknown": OURS,
    "ledger.unbalanced": OURS,
    "ledger.postings_stopped": TRY_LATER,
    "ledger.already_reversed": _("Ese asiento ya fue reversado."),
    "ledger.hold_unknown": OURS,
    "ledger.hold_not_open": _("Esa retención ya terminó."),
    "ledger.hold_mismatch": OURS,
    "ledger.hold_conflict": OURS,
    "ledger.hold_awaits_answer": _(
        "Esa retención espera una respuesta de afuera. Solo la respuesta la termina."
    ),
    "ledger.books_open": OURS,
    "ledger.day_moves_back": OURS,
    "ledger.still_wrong": _("Los libros todavía no cuadran: {first}"),
    "ledger.history_unfit": OURS,
    # approvals
    "approvals.reason_missing": _("Escriba el motivo, con 5 a 300 letras."),
    "approvals.already_asked": _("Eso mismo ya espera la decisión de otra persona."),
    "approvals.request_not_found": _("No encontramos esa solicitud."),
    "approvals.own_request": _("Usted la pidió: debe decidirla otra persona."),
    "approvals.done_to_yourself": _("Se le hace a usted: debe decidirlo otra persona."),
    "approvals.request_expired": _("Esta solicitud venció. Se puede pedir de nuevo."),
    "approvals.already_decided": _("Otra persona ya decidió esta solicitud, o fue retirada."),
    "approvals.not_approved": _("Nadie más ha aprobado este cambio."),
    "approvals.already_used": _("Esta aprobación ya se usó. Pida otra."),
    "approvals.other_act": _("Esta aprobación es para otro cambio. Pida una nueva."),
    # access: the cooperative's own people
    "access.staff_name_unusable": _(
        "Escriba el nombre completo, con 3 a 60 letras del alfabeto latino."
    ),
    "access.staff_name_taken": _("Ya hay alguien con ese nombre. Agregue otro apellido."),
    "access.staff_not_found": _("No encontramos a esa persona entre el personal."),
    "access.first_link_closed": _(
        "Este enlace ya no abre: se usó, venció o ya hay quien administra. Pida una invitación."
    ),
    "access.first_link_too_many": _("Hubo demasiados intentos. Espere unos minutos."),
    "access.invitation_closed": _(
        "Esa invitación no abre: se usó o venció. Pida otra a quien administra."
    ),
    "access.already_joined": _(
        "Esta persona ya registró una llave. Pida una llave nueva: otra persona debe aprobarla."
    ),
    "access.never_joined": _("Todavía no registró su primera llave. Hágale otra invitación."),
    "access.nobody_decides": _(
        "Nadie más del equipo puede aprobarlo. Quien opera el sistema puede dar un código con la "
        "orden «coop staff invite»."
    ),
    "access.invitations_too_many": _("Se escribieron muchos códigos. Espere unos minutos."),
    "access.not_staff": _("Esa llave no es del personal, o su acceso está cerrado."),
    "access.address_unfit": _(
        "A ese correo no puede ir un código: no está registrado, o cambió hace menos de un día. "
        "Elija otra manera."
    ),
    "access.birth_date_missing": _("Escriba la fecha de nacimiento de la persona."),
    "access.identity_unproven": _(
        "Antes compruebe quién es: con su documento a la vista, o con «Recuperar con ayuda»."
    ),
    "access.document_unchecked": _("Marque que revisó el documento de identidad."),
    "access.not_enrolled": _("Esta persona todavía no tiene acceso en línea."),
    "access.already_blocked": _("El acceso de esta persona ya está bloqueado."),
    "access.not_blocked": _("El acceso de esta persona no está bloqueado."),
    "access.call_not_found": _("No encontramos esa llamada."),
    "access.call_over": _("Esa llamada ya terminó. Pida al asesor que empiece otra."),
    "access.last_administrator": _(
        "Es la única persona que administra. Dé antes esa función a otra."
    ),
    "access.not_yourself": _("Esto lo debe hacer otra persona, no usted."),
    # access
    "access.not_signed_in": _(
        "No pudimos abrir su sesión con esos datos. Revise su usuario y su contraseña. Después de "
        "varios intentos fallidos, espere unos minutos."
    ),
    "access.proof_wrong": _(
        "Ese código no abre, o ya se usó. Escriba el que ve ahora. Después de varios intentos "
        "fallidos, espere unos minutos. {minutes_off}"
    ),
    "access.half_ended": _(
        "Pasaron más de cinco minutos desde su contraseña. Escriba su usuario otra vez."
    ),
    "access.factor_asked": _("Falta su segundo paso. Escriba su usuario otra vez."),
    "access.too_many": _("Hay demasiados intentos desde su red. Espere unos minutos."),
    "access.device_not_found": _("No encontramos ese equipo entre los suyos."),
    "access.session_not_found": _("Esa sesión ya terminó."),
    "access.username_unusable": _(
        "Escriba de 4 a 30 letras o números. También puede usar punto, guion o guion bajo en medio."
    ),
    "access.username_is_number": _(
        "Elija un nombre con letras. No use su cédula, su documento ni un número de cuenta: otros "
        "los conocen."
    ),
    "access.username_taken": _("Ese nombre de usuario ya está en uso. Elija otro."),
    "access.already_enrolled": _("Esta persona ya tiene un usuario."),
    "access.password_refused": _("Elija otra contraseña, más difícil de adivinar. {flaw}"),
    "access.password_wrong": _("Esa no es su contraseña actual. Escríbala de nuevo."),
    "access.factor_present": _("Su usuario ya tiene un generador de códigos."),
    "access.factor_missing": _(
        "Agregue primero una llave de acceso, un token o un generador de códigos, en Perfil."
    ),
    "access.token_not_found": _("No encontramos ese token entre los suyos."),
    "access.tokens_too_many": _("Ya tiene {most} tokens. Quite uno antes de vincular otro."),
    "access.token_pairing_unknown": _(
        "Ese código de vinculación no sirve o ya venció. Pida otro en Perfil, Token."
    ),
    "access.token_pairing_ended": _("Esta vinculación terminó. Empiece una nueva."),
    "access.token_pairing_waits": _(
        "Todavía no llegó ningún teléfono. Abra primero el token en su teléfono."
    ),
    "access.token_answer_wrong": _(
        "Ese no es el código que muestra su teléfono. Intentos que le quedan: {tries_left}."
    ),
    "access.passkey_refused": _(
        "No pudimos comprobar esa llave de acceso. Intente otra vez o use otro método."
    ),
    "access.ceremony_over": _("Pasó mucho tiempo. Intente otra vez con su llave de acceso."),
    "access.passkey_present": _("Este equipo ya guarda una llave de acceso suya."),
    "access.passkeys_too_many": _(
        "Puede tener hasta {most} llaves de acceso. Quite antes una que no use."
    ),
    "access.passkey_not_found": _("No encontramos esa llave de acceso entre las suyas."),
    "access.passkey_name_unusable": _("Escriba un nombre de 1 a {longest} letras."),
    "access.user_blocked": _("Su acceso está bloqueado. Llame al CIS para abrirlo de nuevo."),
    "access.first_factor_bound": _(
        "Otra sesión ya agregó su segundo método. Si no fue usted, llame al CIS de inmediato."
    ),
    "access.last_factor": _(
        "Es su único método para entrar y autorizar. Agregue otro antes de quitarlo."
    ),
    "access.factor_wrong": _("Ese código no es correcto. Escriba el que ve ahora. {minutes_off}"),
    "access.recovery_code_wrong": _(
        "Ese código de recuperación no sirve, o ya se usó. Escriba otro de su hoja."
    ),
    "access.factor_tries_throttled": _("Hubo muchos intentos equivocados. Espere unos minutos."),
    # personalisation, in access
    "access.picture_not_found": _("Elija una de las imágenes."),
    "access.phrase_refused": _("Escriba otra frase. {phrase_flaw}"),
    "access.phrases_throttled": _("Probó varias frases seguidas. Espere unos minutos."),
    "access.questions_unfit": _("Elija tres preguntas distintas de la lista."),
    "access.answers_refused": _("Revise sus respuestas."),
    "access.codes_not_made": _("Primero vea sus códigos de recuperación."),
    "access.generator_code_wrong": _(
        "Ese no es el código que muestra ahora su aplicación. Escriba el más reciente."
    ),
    "access.phone_clock_off": _(
        "El reloj de su teléfono está {minutes} min fuera de hora. Ponga la hora automática en el "
        "teléfono y escriba el código nuevo."
    ),
    "access.generator_over": _("Pasó mucho tiempo. Escanee el código QR nuevo."),
    "access.address_present": _("Ese correo ya está registrado."),
    "access.address_not_found": _("Ese correo no está entre sus datos registrados."),
    "access.change_over": _("Ese código ya no sirve. Pida otro desde el cambio de correo."),
    "access.change_code_wrong": _("Ese código no es correcto. Revíselo en el correo nuevo."),
    "access.not_personalised": _("Le falta terminar de personalizar su acceso."),
    # codes, in access
    "access.code_not_yet": _("El próximo código estará listo en {seconds} segundos."),
    # enrolment and recovery, of access
    "access.errands_too_many": _(
        "Hubo muchos intentos seguidos con esos datos o desde su red. Espere unos minutos."
    ),
    "access.errand_ended": _("Pasó mucho tiempo o este paso ya terminó. Empiece de nuevo."),
    "access.no_active_product": _(
        "El acceso en línea es para quien tiene al menos un producto activo. Visite una Plataforma "
        "de Servicio o llámenos para activar uno."
    ),
    "access.minors_enrolment": _(
        "Las cuentas de un menor las maneja su representante. Si usted es el representante, "
        "visite una Plataforma de Servicio."
    ),
    "access.names_throttled": _("Probó muchos nombres de usuario. Empiece de nuevo más tarde."),
    "access.terms_not_accepted": _("Lea y acepte las condiciones de uso para continuar."),
    "access.activation_wrong": _(
        "No pudimos activar con esos datos. Revise su documento y el código, o pida uno nuevo "
        "donde se lo dieron."
    ),
    "access.proof_not_right": _("Esa prueba no es correcta. Inténtelo con un código nuevo."),
    "access.recovery_void": _(
        "Hubo varias pruebas equivocadas y detuvimos la recuperación. Su contraseña no cambió."
    ),
    "access.questions_missing": _(
        "Esta persona no eligió preguntas de seguridad. Compruebe su documento en persona."
    ),
    "access.assisted_code_wrong": _(
        "No pudimos abrir la recuperación con esos datos. Revise su documento y el código, o pida "
        "uno nuevo."
    ),
    "access.answers_throttled": _(
        "Hubo varias respuestas equivocadas. Espere unos minutos y responda otra vez."
    ),
    "access.answer_wrong": _("Esa respuesta no coincide. Inténtelo otra vez con calma."),
    "access.factor_not_given": _("Falta la segunda prueba, antes de la contraseña nueva."),
    # mailed codes, of access
    "access.codes_too_many": _("Ya le enviamos varios códigos. Espere unos minutos."),
    "access.code_wrong": _("Ese código no es correcto. Revíselo en el correo más reciente."),
    "access.code_void": _("Ese código ya no sirve. Pida otro."),
    "access.code_expired": _("Pasaron más de 10 minutos. Pida otro código."),
    "access.contact_not_on_file": _("Ese correo no está entre sus datos registrados."),
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
    # documents
    "documents.typesetter_missing": _(
        "El PDF no está disponible por ahora. Puede imprimir el comprobante desde esta página."
    ),
    # intake
    "intake.files_wrong": _("Los archivos tienen {count} errores. No se cargó nada."),
    "intake.already_running": _("Otra carga está en curso. Espere a que termine."),
    # notifications
    "notifications.letter_unknown": OURS,
    "notifications.mail_server_away": TRY_LATER,
    "notifications.mail_answer_lost": _("El correo está en proceso."),
    "notifications.mail_rejected": _("Ese correo no se puede entregar. Revise la dirección."),
}

WORDED = {  # facts that are codes with words of their own
    "reason": words.why_not,
    "flaw": words.password_flaw,
    "phrase_flaw": words.phrase_flaw,
    "minutes_off": words.phone_clock,
}
STATUS_OF_ENDING = {
    "_not_found": 404,
    "_unknown": 404,
    "throttled": 429,
    "too_many": 429,
    "own_request": 403,
    "done_to_yourself": 403,
}
STATUS = {Uncertain: 202, Unavailable: 503, Broken: 500}
HEADINGS = (
    (Refused, _("Esto no se puede hacer ahora")),
    (Unavailable, _("Este servicio vuelve pronto")),
    (Uncertain, _("Su instrucción está en proceso")),
    (Broken, _("Algo falló de nuestro lado")),
)
REFUSED = 422


def sentence(problem: Problem) -> str:
    """Return what a person reads about the problem, in the language of the page."""
    facts = {name: _shown(name, value) for name, value in problem.data.items()}
    return gettext(SENTENCES[problem.code]).format_map(_Facts(facts)).rstrip()


def status_of(problem: Problem) -> int:
    """Return the HTTP status of the problem's family, 404 and 429 where its code says so."""
    if isinstance(problem, Refused):
        for ending, status in STATUS_OF_ENDING.items():
            if problem.code.endswith(ending):
                return status
        return REFUSED
    return next(status for family, status in STATUS.items() if isinstance(problem, family))


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the page of a problem that no form could show beside its field."""
    status = status_of(problem)
    if isinstance(problem, Broken):
        log.error("broken", exc_info=problem, extra={"request_id": _reference(request)})
    template = {404: "pages/404.html", 429: "pages/429.html"}.get(status, "pages/problem.html")
    context = {
        "heading": next(gettext(words) for one, words in HEADINGS if isinstance(problem, one)),
        "words": sentence(problem) if problem.code in SENTENCES else gettext(OURS),
        "reference": _reference(request) if isinstance(problem, Broken) else "",
        "ways": _ways(request, problem),
    }
    return render(request, template, context, status=status)


def problem_of(exception: BaseException | None) -> Problem | None:
    """Return the problem that an exception is, a mere reading that the database failed included."""
    if isinstance(exception, Problem):
        return exception
    return db.unavailable(exception) if exception is not None else None


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a page that says no."""

    address: str
    words: str


def _ways(request: HttpRequest, problem: Problem) -> list[Way]:
    """Return where the person can go on, the likeliest first."""
    ways = []
    if isinstance(problem, Uncertain):
        ways.append(Way("/historial", gettext("Ver el historial")))
    if problem.code == "orders.method_too_weak":
        ways.append(Way("/perfil/llaves/nueva", gettext("Agregar una llave de acceso")))
    if "_limit" in problem.code:
        ways.append(Way("/limites", gettext("Ver mis límites")))
    if isinstance(problem, Refused) and request.method == "POST":
        ways.insert(0, Way(request.path, gettext("Volver y cambiarlo")))
    return [*ways, Way("/", gettext("Ir al inicio"))]


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _reference(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))


def _shown(name: str, value: object) -> str:
    if name.endswith("_cents") and isinstance(value, int):
        return str(Money(value))
    if name in WORDED:
        return WORDED[name](str(value))
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    return str(value)

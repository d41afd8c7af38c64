"""The sentences that the cooperative's own people read."""

from django.utils.translation import gettext_noop as _

SENTENCES = {
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
}

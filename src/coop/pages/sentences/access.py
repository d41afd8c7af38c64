"""The sentences of enrolling, entering, proving and recovering."""

from django.utils.translation import gettext_noop as _

SENTENCES = {
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
}

"""The sentences of what lies below the rooms, and of the rooms that keep, load and print."""

from django.utils.translation import gettext_noop as _

from coop.pages.sentences.common import OURS, TRY_LATER

SENTENCES = {
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
    # intake
    "intake.files_wrong": _("Los archivos tienen {count} errores. No se cargó nada."),
    "intake.already_running": _("Otra carga está en curso. Espere a que termine."),
    # documents
    "documents.typesetter_missing": _(
        "El PDF no está disponible por ahora. Puede imprimir el comprobante desde esta página."
    ),
    # notifications
    "notifications.letter_unknown": OURS,
    "notifications.mail_server_away": TRY_LATER,
    "notifications.mail_answer_lost": _("El correo está en proceso."),
    "notifications.mail_rejected": _("Ese correo no se puede entregar. Revise la dirección."),
}

"""The addresses of the back office, all under /personal."""

from django.urls import path

from coop.backoffice import (
    approving,
    calls,
    entering,
    handing,
    people,
    registering,
    start,
    team,
    trail,
)

urlpatterns = [
    path("personal", start.root, name="staff_root"),
    path("personal/entrar", entering.enter, name="staff_enter"),
    path("personal/entrar/opciones", entering.enter_options, name="staff_enter_options"),
    path("personal/primera", entering.first, name="staff_first"),
    path("personal/invitacion", entering.invitation, name="staff_invitation"),
    path("personal/llave", entering.key, name="staff_key"),
    path("personal/llave/opciones", entering.key_options, name="staff_key_options"),
    path("personal/salir", entering.leave, name="staff_leave"),
    path("personal/sesion/seguir", entering.stay, name="staff_stay"),
    path("personal/avisos/<uuid:notice_id>/visto", start.seen, name="staff_notice_seen"),
    path("personal/inicio", start.start, name="staff_start"),
    path("personal/personas/nueva", registering.new, name="staff_register"),
    path("personal/personas/<uuid:person_id>", people.one, name="staff_person"),
    path(
        "personal/personas/<uuid:person_id>/activacion",
        handing.activation,
        name="staff_activation",
    ),
    path("personal/personas/<uuid:person_id>/ayuda", handing.help_recover, name="staff_help"),
    path("personal/personas/<uuid:person_id>/llamada", people.begin_call, name="staff_call_begin"),
    path("personal/personas/<uuid:person_id>/rastro", trail.of_person, name="staff_person_trail"),
    path("personal/personas/<uuid:person_id>/<slug:slug>", people.act, name="staff_act"),
    path("personal/llamadas/<uuid:call_id>", calls.one, name="staff_call"),
    path("personal/aprobaciones", approving.requests, name="staff_requests"),
    path("personal/aprobaciones/<uuid:request_id>", approving.one, name="staff_request"),
    path("personal/aprobaciones/<uuid:request_id>/hacer", approving.do, name="staff_request_do"),
    path(
        "personal/aprobaciones/<uuid:request_id>/retirar",
        approving.take_back,
        name="staff_request_take_back",
    ),
    path("personal/rastro", trail.everything, name="staff_trail"),
    path("personal/equipo", team.team, name="staff_team"),
    path("personal/equipo/nueva", team.new, name="staff_new"),
    path("personal/equipo/<uuid:user_id>", team.one, name="staff_colleague"),
    path("personal/equipo/<uuid:user_id>/invitar", team.invite_again, name="staff_invite_again"),
    path("personal/equipo/<uuid:user_id>/llave-nueva", team.new_key, name="staff_new_key"),
    path("personal/equipo/<uuid:user_id>/cerrar", team.close, name="staff_close"),
    path("personal/equipo/<uuid:user_id>/abrir", team.reopen, name="staff_reopen"),
    path(
        "personal/equipo/<uuid:user_id>/llaves/<uuid:passkey_id>/quitar",
        team.remove_key,
        name="staff_remove_key",
    ),
]

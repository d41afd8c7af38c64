"""A telephone call from the cooperative: the member compares, and proves themselves here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coop.access.desk import call as desk
from coop.access.desk.call import Call, waiting_call
from coop.access.factors import PASSKEY, TOKEN, TOTP
from coop.access.staff.queries import staff_names
from coop.pages.calls import purpose
from coop.pages.forms import Form
from coop.pages.passkeys import answered
from coop.pages.responses import form_page
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.passkey_forms import FactorAgain
from coop.web.token_ask import ask_change, asked_change, forget_change
from coop.web.token_forms import TokenAgain

PAGE = "/llamada"
_YES = "call_yes"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def call(request: MemberRequest) -> HttpResponse:
    """Show who says to be calling, why, and the figures; a yes is given with a factor, here."""
    user_id = request.member.user_id
    found = waiting_call(user_id)
    if found is None:
        talking = desk.confirmed_call(user_id)
        if talking is not None and request.method == "POST":
            return redirect_saying(PAGE, "llamada_probada")  # a second press, the same answer
        context = {"call": None, "talking": talking, "adviser": _name(talking)}
        return render(request, "web/call.html", context)
    if request.POST.get("respuesta") == "no":
        desk.refuse(user_id=user_id, call_id=found.id)
        return redirect_saying(PAGE, "llamada_negada")
    form = _form(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(lambda: _yes(request, found, form))
    ):
        forget_change(request.session)
        return redirect_saying(PAGE, "llamada_probada")
    return form_page(request, "web/call.html", form, _shown(request, found, form))


def _form(request: MemberRequest) -> Form:
    """Return the form that was sent; each method's has a field of its own."""
    if "answer" in request.POST:
        return TokenAgain(request.POST)
    return FactorAgain(request.POST or None, by_code="credential" not in request.POST)


def _yes(request: MemberRequest, found: Call, form: Form) -> bool:
    user_id = request.member.user_id
    if "credential" in request.POST:
        ceremony, credential = answered(request)
        desk.confirm_by_passkey(
            user_id=user_id, call_id=found.id, ceremony_id=ceremony, credential=credential
        )
        return True
    method, field = (TOKEN, "answer") if "answer" in form.fields else (TOTP, "code")
    desk.confirm(
        user_id=user_id,
        call_id=found.id,
        method=method,
        typed=form.cleaned_data[field],
        nonce=asked_change(request.session),
    )
    return True


def _shown(request: MemberRequest, found: Call, form: Form) -> dict[str, object]:
    user_id = request.member.user_id
    methods = desk.methods(user_id)
    token = ask_change(request.session, user_id) if TOKEN in methods else None
    return {
        "call": found,
        "adviser": _name(found),
        "purpose": purpose(found.purpose),
        "by_passkey": PASSKEY in methods,
        "token": token,
        "answer": form if "answer" in form.fields else TokenAgain(),
        "by_code": TOTP in methods,
        "code": form if "code" in form.fields else FactorAgain(by_code=True),
    }


def _name(call: Call | None) -> str:
    return staff_names([call.staff_id]).get(call.staff_id, "") if call else ""

"""One instruction: its review, its proof, its permanent page and its document."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.factors import PASSKEY, FactorMissing
from coop.access.passkeys.ceremony import Ceremony
from coop.access.proofs.challenge import Challenge
from coop.orders.cancel import cancel as cancel_order
from coop.orders.challenge import challenge
from coop.orders.confirm import QuoteChanged
from coop.orders.order import Order
from coop.orders.queries import order as order_of
from coop.orders.receipt import receipt_pdf
from coop.pages import passkeys
from coop.pages.responses import form_page
from coop.products.reach import reach
from coop.transfers.confirm import confirm
from coop.web.addresses import client_address
from coop.web.labels import in_language
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.signing_forms import CodeProof, Proof, TokenProof, proof_of
from coop.web.token_ask import ask_order
from coop.web.tracker import steps


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def review(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Show exactly what the proof will authorize; take the proof."""
    member = request.member
    form = proof_of(request.POST)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: confirm(
                person_id=member.person_id,
                user_id=member.user_id,
                order_id=order_id,
                proof=form.proof,
                method=form.method,
                address=client_address(request),
                seen=request.POST.get("seen", ""),
            )
        )
        if done is not None:
            return redirect("order", order_id=order_id)
    order = order_of(person_id=member.person_id, order_id=order_id)
    if not order.editable:
        return redirect("order", order_id=order.id)
    asked = challenge(person_id=member.person_id, user_id=member.user_id, order_id=order_id)
    return form_page(request, "web/review.html", form, _review_context(request, order, asked, form))


@require_POST
@members_only
def question(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Answer the passkey's button: sign this order, if it still is what the page shows."""
    member = request.member
    order = order_of(person_id=member.person_id, order_id=order_id)
    if request.POST.get("seen") != order.digest.hex():
        raise QuoteChanged
    asked = challenge(person_id=member.person_id, user_id=member.user_id, order_id=order_id)
    if PASSKEY not in asked.methods:
        raise FactorMissing
    return passkeys.asked(Ceremony(order_id, asked.options))


@require_safe
@members_only
def receipt(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Show the permanent page of an instruction."""
    (order,) = in_language([order_of(person_id=request.member.person_id, order_id=order_id)])
    context = {
        "order": order,
        "steps": steps(order),
        "again_url": f"{_form_address(order)}?repetir={order.id}",
    }
    return render(request, "web/receipt.html", context)


@require_safe
@members_only
def document(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Answer with the receipt as PDF."""
    language = get_language() or "es"
    body = receipt_pdf(person_id=request.member.person_id, order_id=order_id, language=language)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="comprobante-{order_id}.pdf"'
    return response


@require_POST
@members_only
def cancel(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Give up a draft."""
    member = request.member
    cancel_order(person_id=member.person_id, user_id=member.user_id, order_id=order_id)
    return redirect_saying("home", "cancelada")


def _form_address(order: Order) -> str:
    if order.payee_id is None:
        return reverse("transfer_own")
    return reverse("transfer_third_party", kwargs={"payee_id": order.payee_id})


def _review_context(
    request: MemberRequest, order: Order, asked: Challenge, form: Proof
) -> dict[str, object]:
    origin = reach(
        person_id=request.member.person_id, account_id=order.origin.account_id, purpose="see"
    )
    edit = f"{_form_address(order)}?borrador={order.id}"
    elsewhere = reverse("transfer") if order.payee_id else f"{edit}#id_destination"
    return {
        "order": in_language([order])[0],
        "seen": order.digest.hex(),
        "carried": [("seen", order.digest.hex())],
        "key_url": reverse("order_question", kwargs={"order_id": order.id}),
        "methods": asked.methods,
        "code": form if isinstance(form, CodeProof) else CodeProof(),
        "answer": form if isinstance(form, TokenProof) else TokenProof(),
        "ask": ask_order(asked.question) if asked.question else None,
        "left_cents": origin.available_cents - order.total_cents,
        "edit_url": edit,
        "change_destination_url": elsewhere,
    }

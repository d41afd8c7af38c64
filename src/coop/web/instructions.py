"""One instruction: its review, its code, its permanent page and its document."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.orders.cancel import cancel as cancel_order
from coop.orders.challenge import challenge
from coop.orders.order import Order
from coop.orders.queries import order as order_of
from coop.orders.receipt import receipt_pdf
from coop.pages.responses import form_page
from coop.products.reach import reach
from coop.transfers.confirm import confirm
from coop.web.addresses import client_address
from coop.web.forms import Proof
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.tracker import steps


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def review(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Show exactly what the code will authorize; take the code."""
    member = request.member
    form = Proof(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: confirm(
                person_id=member.person_id,
                user_id=member.user_id,
                order_id=order_id,
                proof=form.cleaned_data["code"],
                address=client_address(request),
                seen=request.POST.get("seen", ""),
            )
        )
        if done is not None:
            return HttpResponseRedirect(f"/instrucciones/{order_id}")
        challenge(person_id=member.person_id, user_id=member.user_id, order_id=order_id)
    order = order_of(person_id=member.person_id, order_id=order_id)
    if not order.editable:
        return HttpResponseRedirect(f"/instrucciones/{order.id}")
    return form_page(request, "web/review.html", form, _review_context(request, order))


@require_safe
@members_only
def receipt(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Show the permanent page of an instruction."""
    order = order_of(person_id=request.member.person_id, order_id=order_id)
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
    return redirect_saying("/inicio", "cancelada")


def _form_address(order: Order) -> str:
    if order.payee_id is None:
        return "/transferir/propia"
    return f"/transferir/tercero/{order.payee_id}"


def _review_context(request: MemberRequest, order: Order) -> dict[str, object]:
    origin = reach(
        person_id=request.member.person_id, account_id=order.origin.account_id, purpose="see"
    )
    edit = f"{_form_address(order)}?borrador={order.id}"
    return {
        "order": order,
        "seen": order.digest.hex(),
        "left_cents": origin.available_cents - order.total_cents,
        "edit_url": edit,
        "change_destination_url": f"{edit}#id_destination" if not order.payee_id else "/transferir",
    }

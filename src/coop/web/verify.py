"""Verificar: anyone who holds a receipt can check that it is ours."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from coop.orders.receipt import verify_receipt
from coop.pages.responses import form_page
from coop.web.addresses import client_address
from coop.web.forms import ReceiptCode


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Show the few facts of a receipt that let it be compared with the paper."""
    form = ReceiptCode(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        code, address = form.cleaned_data["code"], client_address(request)
        found = form.attempt(lambda: verify_receipt(code=code, address=address))
    return form_page(request, "web/verify.html", form, {"found": found})

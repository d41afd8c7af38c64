"""Joins the house: each room's ports to what fills them, and order kinds to orders."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from coop.config.environment import environment, profile, receipt_keys


def wire() -> None:
    """Fill every port from the environment and the profile; called once, at boot."""
    _access()
    _notifications()
    _calendar()
    _products()
    _documents()
    _orders()
    _pages()
    _backoffice()


def _institution(room: type[Any]) -> dict[str, Any]:
    """Return the facts of the institution that a room's type has fields for, by their names."""
    facts = profile().institution.model_dump()
    return {field.name: facts[field.name] for field in fields(room) if field.name in facts}


def _pages() -> None:
    from coop.pages.ports import House, slot

    given = environment()
    slot.fill(
        House(
            **_institution(House),
            public_url=given.public_url,
            demonstration=given.mode == "demonstration",
            mailbox_url=given.mailbox_url if given.mode == "demonstration" else "",
            proxies=given.proxies,
        )
    )


def _access() -> None:
    from coop.access.ports import Access, slot

    given, own = environment(), profile()
    institution = own.institution
    words = (*own.access.own_words, institution.short_name, institution.site_name)
    slot.fill(
        Access(
            factor_key=given.factor_key.get_secret_value(),
            demonstration=given.mode == "demonstration",
            public_url=given.public_url,
            site_name=institution.site_name,
            secret_key=given.secret_key.get_secret_value(),
            first_admin=given.first_admin,
            **{**own.access.model_dump(), "own_words": words},
        )
    )


def _notifications() -> None:
    from coop.connectors.smtp import SmtpTransport
    from coop.notifications.ports import Notifications, slot

    slot.fill(
        Notifications(
            **_institution(Notifications),
            site_address=environment().public_url.partition("://")[2],
            transport=SmtpTransport(environment().smtp_url.get_secret_value()),
            secrets_key=environment().factor_key.get_secret_value(),
        )
    )


def _calendar() -> None:
    from coop.calendar import ports, shipped

    given = profile().calendar
    windows = tuple(
        ports.Window(frozenset(window.days), window.start, window.end) for window in given.windows
    )
    holidays = tuple(ports.Holiday(**day.model_dump()) for day in given.holidays)
    rest = given.model_dump(exclude={"windows", "holidays"})
    settings = ports.Settings(windows=windows, holidays=holidays, **rest)
    ports.slot.fill(shipped.calendar(settings))


def _products() -> None:
    from coop.ledger.prove import also
    from coop.products.ports import Products, ProductType, slot
    from coop.products.prove import SENTENCE, kept_in_books

    given = profile().products
    types = {
        type_.code: ProductType(
            name={"es": type_.name_es, "en": type_.name_en},
            **type_.model_dump(exclude={"name_es", "name_en"}),
        )
        for type_ in given.types
    }
    slot.fill(Products(types=types, **given.model_dump(exclude={"types"})))
    also(SENTENCE, kept_in_books)


def _documents() -> None:
    from coop.documents.ports import Letterhead, slot

    slot.fill(
        Letterhead(
            **_institution(Letterhead),
            verify_url=f"{environment().public_url}/verificar",
            demonstration=environment().mode == "demonstration",
        )
    )


def _orders() -> None:
    from coop.ledger.prove import also
    from coop.orders import ports as orders
    from coop.orders.kinds import register
    from coop.orders.prove import SENTENCE, posted_once
    from coop.orders.rules import Allowance
    from coop.payees import ports as payees
    from coop.transfers import ports as transfers
    from coop.transfers.kind import OWN, THIRD_PARTY

    given = profile()
    orders.slot.fill(
        orders.Settings(
            draft_for=timedelta(hours=given.orders.draft_hours),
            raise_after=timedelta(hours=given.orders.raise_hours),
            new_payee_cents=given.orders.new_payee_cents,
            wary_new_payee_cents=given.orders.wary_new_payee_cents,
            new_payee_for=timedelta(hours=given.orders.new_payee_hours),
            totp_cents=given.orders.totp_cents,
            limits={
                group: Allowance(found.order_cents, found.day_cents, found.month_cents)
                for group, found in given.orders.limits.items()
            },
            receipt_keys=receipt_keys(environment()),
        )
    )
    payees.slot.fill(payees.Settings(**given.payees.model_dump()))
    transfers.slot.fill(transfers.Settings(**given.transfers.model_dump()))
    for kind in (OWN, THIRD_PARTY):
        register(kind)
    also(SENTENCE, posted_once)


def _backoffice() -> None:
    from uuid import UUID

    from coop.access.desk import reset_factors as factors
    from coop.access.staff import new_passkey, roles
    from coop.access.staff.rules import DECIDES_FACTORS, DECIDES_ROLES, roles_of
    from coop.approvals.queries import Request
    from coop.backoffice.ports import Kind, slot

    def reset_factors(request: Request, by: str) -> None:
        factors.reset_factors(
            user_id=UUID(request.subject), proven=request.facts, request_id=request.id, by=by
        )

    def set_roles(request: Request, by: str) -> None:
        wanted = roles_of(request.facts["roles"])
        roles.set_roles(user_id=UUID(request.subject), roles=wanted, request_id=request.id, by=by)

    def give_new_passkey(request: Request, by: str) -> str:
        colleague = UUID(request.subject)
        return new_passkey.give_new_passkey(user_id=colleague, request_id=request.id, by=by)

    slot.fill(
        {
            factors.KIND: Kind(DECIDES_FACTORS, reset_factors),
            roles.KIND: Kind(DECIDES_ROLES, set_roles),
            new_passkey.KIND: Kind(DECIDES_ROLES, give_new_passkey),
        }
    )

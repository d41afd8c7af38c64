"""What this room needs from outside."""

from dataclasses import dataclass
from typing import Literal

from coop.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class Access:
    """How strict the doors are. Seconds and counts."""

    factor_key: str
    demonstration: bool
    public_url: str
    """The one address that people type: passkeys hold to its host, their answers to its origin."""
    site_name: str
    own_words: tuple[str, ...]
    """Words of this cooperative (its names) that no password may be made of."""
    idle_seconds: int = 300
    absolute_seconds: int = 3600
    warning_seconds: int = 60
    touch_seconds: int = 60
    staff_idle_seconds: int = 900
    staff_absolute_seconds: int = 28_800
    secret_key: str = ""
    first_admin: str = ""
    """What the settings keep of the first administrator's link (`staff.first`)."""
    failures_before_block: int = 5
    block_seconds: tuple[int, ...] = (60, 300, 900, 3600)
    failures_before_disabled: int = 100
    image_shown: Literal["recognised", "always"] = "recognised"
    """Where a member's image stands beside the password field: on recognised devices, or always."""
    address_burst: int = 60
    address_per_minute: int = 12
    everyone_burst: int = 600
    everyone_per_minute: int = 300
    proof_burst: int = 20
    proof_per_minute: float = 0.2
    contact_code_seconds: int = 600
    contact_code_tries: int = 5
    contact_codes_burst: int = 4
    contact_codes_per_minute: float = 0.1
    terms_version: str = "2026-11"
    """The terms of use that are asked for now; `coop.web` has the text of each version."""
    errand_seconds: int = 3600
    errand_network_burst: int = 30
    errand_network_per_minute: float = 3
    errand_subject_burst: int = 5
    errand_subject_per_minute: float = 0.1
    errand_mails_burst: int = 12
    errand_mails_per_minute: float = 0.3
    errand_everyone_burst: int = 300
    errand_everyone_per_minute: float = 60
    name_tries: int = 20
    challenge_seconds: int = 120
    fresh_seconds: int = 300
    """How long a factor that was proven in a session lets its sensitive pages be used."""
    wrong_proofs: int = 5


slot = Slot[Access]("access")

"""The demonstration's named people: who they are, how they sign in, and what they hold.

Nobody here exists. The passwords are printed by the demonstration and are worth nothing elsewhere.
"""

from dataclasses import dataclass
from typing import Literal

SHARES, CURRENT, CHRISTMAS, TERM, CHILDREN = "APO", "AHC", "NAV", "PLZ", "INF"
Plan = Literal["shares", "payroll", "pension", "christmas", "term", "children", "shop", "still"]


@dataclass(frozen=True, slots=True)
class CastAccount:
    """An account of the cast: its product, how it moves, its opening cents and its status."""

    product: str
    plan: Plan
    opening_cents: int
    pay_cents: int = 0
    status: str = "activa"
    reason: str = ""
    joint_with: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class CastMember:
    """One invented person. An empty user name: no access of their own."""

    document: str
    given_names: str
    surnames: str
    kind: Literal["asociado", "tercero"]
    born: str
    woman: bool
    place: tuple[str, str, str]
    story: str
    accounts: tuple[CastAccount, ...]
    username: str = ""
    password: str = ""
    language: str = "es"
    retired: bool = False
    document_kind: str = "cedula"
    picture: str = ""
    phrase: str = ""
    email: str = ""
    """Where mails go; of who has a user name it is made of that."""


CAST = (
    CastMember(
        "8-731-1204",
        "Marisol Itzel",
        "Batista Quintero",
        "asociado",
        "1984-05-16",
        True,
        ("Panamá", "Panamá", "Betania"),
        "Maestra. Cobra por quincena, ahorra para Navidad y tiene un depósito a plazo.",
        (
            CastAccount(SHARES, "shares", 184_000, 2_500),
            CastAccount(CURRENT, "payroll", 92_315, 61_240),
            CastAccount(CHRISTMAS, "christmas", 21_000, 1_500),
            CastAccount(TERM, "term", 500_000),
        ),
        "marisol",
        "guayacan amarillo en marzo",
        picture="tucan",
        phrase="El tucán del patio de mi abuela",
    ),
    CastMember(
        "9-184-663",
        "Aquilino Antonio",
        "Pinzón Abrego",
        "asociado",
        "1951-09-30",
        False,
        ("Veraguas", "Santiago", "Canto del Llano"),
        "Jubilado. Vive de su pensión; su vieja cuenta de ahorro está inactiva.",
        (
            CastAccount(SHARES, "shares", 412_550, 1_000),
            CastAccount(CURRENT, "pension", 148_090, 33_850),
            CastAccount(CURRENT, "still", 37_216, status="inactiva", reason="Sin movimientos"),
        ),
        "aquilino",
        "carreta de bueyes en Atalaya",
        picture="sombrero",
        phrase="Mi sombrero de los domingos",
        retired=True,
    ),
    CastMember(
        "4-762-1980",
        "Joel Abdiel",
        "Serracín Araúz",
        "asociado",
        "1990-02-11",
        False,
        ("Chiriquí", "David", "Las Lomas"),
        "Técnico agrícola. Representa a su hija Lucía y comparte una cuenta con su esposa.",
        (
            CastAccount(SHARES, "shares", 96_000, 2_000),
            CastAccount(CURRENT, "payroll", 41_877, 48_900, joint_with="4-769-2245"),
        ),
        "joel",
        "cosecha de piñas en Boqueron",
        picture="pina",
        phrase="Piña dulce en la mañana",
    ),
    CastMember(
        "4-769-2245",
        "Yaritza Lineth",
        "Pitti Caballero",
        "asociado",
        "1992-08-24",
        True,
        ("Chiriquí", "David", "Las Lomas"),
        "Enfermera. Cotitular de la cuenta de Joel, con la suya propia.",
        (
            CastAccount(SHARES, "shares", 61_000, 1_500),
            CastAccount(CURRENT, "payroll", 55_402, 52_675),
            CastAccount(CHRISTMAS, "christmas", 9_000, 1_000),
        ),
        "yaritza",
        "neblina fría sobre el Baru",
        picture="volcan",
        phrase="Neblina sobre el volcán",
    ),
    CastMember(
        "4-1023-417",
        "Lucía Isabel",
        "Serracín Pitti",
        "tercero",
        "2017-06-03",
        True,
        ("Chiriquí", "David", "Las Lomas"),
        "Nueve años. Su ahorro infantil lo maneja su papá.",
        (CastAccount(CHILDREN, "children", 12_500, 1_000, representative="4-762-1980"),),
    ),
    CastMember(
        "E-8-102017",
        "Grace Elizabeth",
        "Williams Brown",
        "tercero",
        "1988-12-05",
        True,
        ("Panamá Oeste", "Arraiján", "Veracruz"),
        "Tercera, residente extranjera: solo ahorro, y prefiere el inglés.",
        (CastAccount(CURRENT, "payroll", 120_050, 70_500),),
        "grace",
        "long beach of grey sand",
        "en",
        picture="faro",
        phrase="A light for the boats",
    ),
    CastMember(
        "3-715-88",
        "Rubén Darío",
        "Archibold Mosquera",
        "asociado",
        "1979-01-19",
        False,
        ("Colón", "Colón", "Sabanitas"),
        "Taller propio. Su cuenta tiene un bloqueo preventivo: puede verla y no moverla.",
        (
            CastAccount(SHARES, "shares", 73_500, 2_000),
            CastAccount(
                CURRENT, "shop", 263_418, 24_000, "bloqueada", "Bloqueo preventivo por revisión"
            ),
            CastAccount(CURRENT, "shop", 18_944, 11_500),
        ),
        "ruben",
        "tambor congo de Portobelo",
        picture="tambor",
        phrase="Suena el tambor en la playa",
    ),
    CastMember(
        "PE-14-520",
        "Sofía Alejandra",
        "Chong De León",
        "asociado",
        "2001-03-27",
        True,
        ("Panamá", "San Miguelito", "Rufina Alfaro"),
        "Recién egresada. Asociada nueva, con su primera cuenta y una que cerró.",
        (
            CastAccount(SHARES, "shares", 5_000, 1_000),
            CastAccount(CURRENT, "payroll", 8_640, 39_250),
            CastAccount(CURRENT, "still", 0, status="cerrada", reason="A solicitud del titular"),
        ),
        "sofia",
        "raspao de maracuya con miel",
        picture="helado",
        phrase="Helado en el malecón",
    ),
    CastMember(
        "7-711-2068",
        "Itzel Amparo",
        "Barría Cedeño",
        "tercero",
        "1996-04-19",
        True,
        ("Los Santos", "Las Tablas", "Las Tablas"),
        "Tercera con una cuenta activa. Todavía no tiene usuario: regístrela usted.",
        (CastAccount(CURRENT, "payroll", 33_120, 41_600),),
        email="itzel@correo.example",
    ),
)

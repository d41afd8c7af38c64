"""Provinces, districts and corregimientos of Panama, with the weight of each province."""

# ruff: noqa: SIM905 - long lists of names read better as words than as quoted strings

from typing import NamedTuple


class Province(NamedTuple):
    """A province or comarca: its number in a cédula, its weight of 1,000, its districts."""

    name: str
    number: int
    weight: int
    districts: dict[str, str]


PROVINCES = (
    Province(
        "Panamá",
        8,
        430,
        {
            "Panamá": "Bella Vista,Betania,San Francisco,Juan Díaz,Pedregal,Tocumen,Las Cumbres,"
            "Calidonia,Ancón,Río Abajo,Parque Lefevre,Pueblo Nuevo,24 de Diciembre,Don Bosco",
            "San Miguelito": "Amelia Denis de Icaza,Belisario Porras,José Domingo Espinar,"
            "Mateo Iturralde,Victoriano Lorenzo,Arnulfo Arias,Belisario Frías,Omar Torrijos,"
            "Rufina Alfaro",
            "Chepo": "Chepo,Las Margaritas,Cañita",
        },
    ),
    Province(
        "Panamá Oeste",
        13,
        150,
        {
            "Arraiján": "Arraiján,Vista Alegre,Veracruz,Burunga,Nuevo Emperador",
            "La Chorrera": "Barrio Balboa,Barrio Colón,Guadalupe,El Coco,Playa Leona",
            "Capira": "Capira,Lídice,Villa Carmen",
            "Chame": "Chame,Bejuco,Nueva Gorgona",
        },
    ),
    Province(
        "Chiriquí",
        4,
        120,
        {
            "David": "David,Las Lomas,San Pablo Viejo,Pedregal",
            "Bugaba": "La Concepción,Aserrío de Gariché,Santa Marta",
            "Boquete": "Bajo Boquete,Alto Boquete,Los Naranjos",
            "Tierras Altas": "Volcán,Cerro Punta",
            "Barú": "Puerto Armuelles,Progreso",
        },
    ),
    Province(
        "Coclé",
        2,
        70,
        {
            "Penonomé": "Penonomé,Cañaveral,Coclé",
            "Aguadulce": "Aguadulce,Pocrí,El Cristo",
            "Antón": "Antón,El Valle,Río Hato",
            "Natá": "Natá,Capellanía",
        },
    ),
    Province(
        "Veraguas",
        9,
        65,
        {
            "Santiago": "Santiago,Canto del Llano,San Martín de Porres",
            "Soná": "Soná,Guarumal",
            "Atalaya": "Atalaya,San Antonio",
        },
    ),
    Province(
        "Colón",
        3,
        60,
        {
            "Colón": "Barrio Norte,Barrio Sur,Cristóbal,Buena Vista,Cativá,Sabanitas,Puerto Pilón",
            "Portobelo": "Portobelo,Cacique",
        },
    ),
    Province(
        "Herrera",
        6,
        40,
        {
            "Chitré": "San Juan Bautista,Llano Bonito,Monagrillo,La Arena",
            "Parita": "Parita,París",
            "Ocú": "Ocú,Los Llanos",
        },
    ),
    Province(
        "Los Santos",
        7,
        35,
        {
            "Las Tablas": "Las Tablas,Santo Domingo,La Palma",
            "Los Santos": "La Villa de Los Santos,Sabanagrande",
            "Guararé": "Guararé,El Espinal",
            "Pedasí": "Pedasí,Mariabé",
        },
    ),
    Province(
        "Bocas del Toro",
        1,
        15,
        {
            "Changuinola": "Changuinola,El Empalme",
            "Bocas del Toro": "Bocas del Toro,Bastimentos",
        },
    ),
    Province("Darién", 5, 7, {"Pinogana": "Metetí,El Real de Santa María,Yaviza"}),
    Province("Ngäbe-Buglé", 12, 5, {"Müna": "Chichica", "Besikó": "Soloy"}),
    Province("Guna Yala", 10, 2, {"Guna Yala": "Narganá,Ailigandí"}),
    Province("Emberá-Wounaan", 11, 1, {"Sambú": "Río Sábalo,Jingurudó"}),
)
STREETS = (
    "Calle 50,Vía España,Vía Brasil,Calle Principal,Avenida Central,Vía Interamericana,"
    "Calle Primera,Calle Segunda,Avenida Nacional,Calle del Parque,Vía Tocumen,Calle Las Flores"
).split(",")
HOMES = ("casa", "casa", "casa", "apartamento", "duplex", "local")

PLACES = [
    (province.name, district, corregimiento)
    for province in PROVINCES
    for district, corregimientos in province.districts.items()
    for corregimiento in corregimientos.split(",")
]
PLACE_WEIGHTS = [
    province.weight / sum(len(names.split(",")) for names in province.districts.values())
    for province in PROVINCES
    for names in province.districts.values()
    for _ in names.split(",")
]

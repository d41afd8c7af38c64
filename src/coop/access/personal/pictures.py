"""The pictures that a person may choose against false sites: their lasting names.

What each looks like stands in `coop.pages` (the sprite and the words). A name is never given to
another picture and never taken away: people have chosen it.
"""

PICTURES = (
    "abanico", "abeja", "aguacate", "ancla", "arcoiris", "avion", "ballena", "balon", "barco",
    "bicicleta", "bombillo", "bota", "buho", "bus", "cactus", "cafe", "camara", "campana",
    "cangrejo", "caracol", "casa", "cayuco", "cereza", "coco", "cohete", "colibri", "cometa",
    "corona", "dado", "estrella", "faro", "flor", "fresa", "gallo", "gato", "globo", "guitarra",
    "hamaca", "helado", "hongo", "lapiz", "libro", "llave", "luna", "maiz", "maracas",
    "mariposa", "mola", "naranja", "palma", "paraguas", "pez", "pina", "platano", "puente",
    "pulpo", "rana", "regalo", "reloj", "sandia", "sol", "sombrero", "tambor", "tijeras",
    "tortuga", "tren", "trompeta", "trompo", "tucan", "uvas", "volcan", "zanahoria",
)  # fmt: skip

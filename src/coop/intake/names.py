"""Given names and surnames as they are met in Panama, commonest first, for invented people."""

# ruff: noqa: SIM905 - long lists of names read better as words than as quoted strings

WOMEN = (
    "María Ana Carmen Luz Rosa Yadira Marisol Itzel Yaritza Milagros Xiomara Elizabeth Karina "
    "Gabriela Anayansi Dayra Nedelka Maritza Vielka Zuleika Briseida Edilma Omaira Aracelly "
    "Mitzela Yamileth Damaris Lourdes Melissa Stephany Yarisel Kenia Katherine Daniela Valentina "
    "Sofía Isabella Camila Lucía Fernanda Patricia Mónica Ivonne Gloria Teresa Beatriz Julissa "
    "Rubiela Eneida Dalys Magaly Iraida Nitzia Aminta Cecilia Raquel Viviana Natalia Paola Andrea"
).split()
MEN = (
    "José Luis Carlos Juan Jorge Miguel Ricardo Roberto Rafael Eduardo Manuel Alberto Edwin "
    "Ernesto Rubén Rolando Abdiel Javier Fernando Héctor Iván Joel Eliécer Euclides Itamar "
    "Aquilino Bolívar Virgilio Secundino Melquiades Ariel Dídimo Eric Franklin Gilberto Hernán "
    "Irving Julio Kevin Leonel Moisés Nelson Omar Pablo Raúl Samuel Tomás Ulises Víctor Yair "
    "Diego Mateo Sebastián Santiago Gabriel Adrián Alexis Bernabé Cristian Demetrio Gaspar Ismael"
).split()
SECOND_WOMEN = (
    "del Carmen,Isabel,Elena,Esther,Lineth,Yamileth,Raquel,Judith,Inés,Mercedes,Cristina,"
    "Alejandra,Victoria,Margarita,Noemí,Eugenia,Itzel,Argelis,Marlene,Edith"
).split(",")
SECOND_MEN = (
    "Antonio,Alberto,Enrique,Alexander,Ernesto,Arturo,Augusto,Alfonso,Abdiel,Alexis,Ariel,"
    "Emilio,Humberto,Isaac,de Jesús,Gabriel,Armando,Rodrigo,Elías,Agustín"
).split(",")
SURNAMES = (
    "González,Rodríguez,Martínez,Pérez,Hernández,Castillo,Gómez,Morales,Sánchez,Díaz,Vásquez,"
    "Ortega,Batista,Domínguez,De León,Cedeño,Jiménez,Quintero,Ríos,Guerra,Moreno,Santos,Caballero,"
    "Espinosa,Gutiérrez,Araúz,Miranda,Bonilla,Concepción,Camarena,Abrego,Montezuma,Palacio,Beitía,"
    "Samudio,Saldaña,Pitti,Serracín,Atencio,Candanedo,Barría,Villarreal,Broce,Cedeño,Frías,"
    "Degracia,Herrera,Ávila,Vega,Mendoza,Navarro,Him,Chong,Lee,Chen,Brown,Williams,Smith,Davis,"
    "Murillo,Mosquera,Cuesta,Asprilla,Solís,Tejada,Ureña,Bósquez,Aguilar,Arrocha,Tuñón,Muñoz,"
    "Ñurinda,Peña,Núñez,Ibarra,Carrasco,Carrera,Tapia,Ruíz,Rivera,Delgado,Bravo,Escobar,Fuentes,"
    "Olmos,Sanjur,Zambrano,Valdés,Trejos,Urriola,Alvarado,Cortés,Jaén,Correa,Robles,Bethancourt,"
    "Kantule,López,Archibold,Preciado,Bedoya,Cabrera,Pinzón,Oda,Wong,Loo,Vergara,Marciaga,Nieto"
).split(",")

# The weight of a name falls with its place in the list, as names do in a register.
WEIGHT = {
    id_: [1000 // (place + 6) for place in range(len(names))]
    for id_, names in {
        "women": WOMEN,
        "men": MEN,
        "surnames": SURNAMES,
    }.items()
}

"""Which files a folder holds: those required, those not taken yet, and those nobody knows."""

from pathlib import Path

from coop.intake import format as shape
from coop.intake.findings import Findings


def look(*, folder: Path, findings: Findings) -> dict[str, Path]:
    """Return the required files that are there; report what is missing, reserved or unknown.

    Only names that end in `.csv`, in any case, count; other files are notes of the cooperative.
    """
    if not folder.is_dir():
        findings.add(str(folder), 0, expected="se espera una carpeta con los archivos CSV")
        return {}
    required = {table.file for table in shape.REQUIRED}
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv":
            continue
        if path.name in shape.RESERVED:
            words = "esta versión no carga todavía este archivo; retírelo de la carpeta"
        elif path.name not in required:
            words = "archivo desconocido; se esperan " + ", ".join(sorted(required))
        elif not path.is_file():
            words = "se espera un archivo"
        else:
            found[path.name] = path
            continue
        findings.add(path.name, 0, expected=words)
    for name in sorted(required - found.keys()):
        findings.add(name, 0, expected="falta este archivo")
    return found

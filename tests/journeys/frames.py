"""What a phone's camera sees of a screen: turned, askew, out of focus, in bad light."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import segno
from numpy.typing import NDArray

Frame = NDArray[np.float64]  # shades from 0 to 255, by row and column
WIDTH, HEIGHT, QUIET = 640, 480, 4
FINER = 2  # a pixel of the camera is the mean of as many squared
FOCAL = 2.2  # how far the camera is, in sides of the picture


def drawn(code: segno.QRCode, *, scale: int = 8) -> Frame:
    """Return a code as it is drawn, with its quiet border."""
    squares = np.pad(np.array([list(row) for row in code.matrix], dtype=np.float64), QUIET)
    drawing: Frame = np.kron(255 * (1 - squares), np.ones((scale, scale))).astype(np.float64)
    return drawing


def centred(picture: Frame, *, width: int = WIDTH, height: int = HEIGHT) -> Frame:
    """Lay a picture in the middle of a frame as it is."""
    frame = np.full((height, width), 255.0)
    down, across = picture.shape
    top, left = (height - down) // 2, (width - across) // 2
    frame[top : top + down, left : left + across] = picture
    return frame


def seen(
    picture: Frame,
    *,
    turn: float = 0,
    tilt: tuple[float, float] = (0, 0),
    side: float = 330,
    middle: tuple[float, float] = (WIDTH / 2, HEIGHT / 2),
    around: float = 150,
) -> Frame:
    """Return what a camera sees of a square picture, turned and tilted by degrees."""
    corners = np.array([(-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0)])
    depth = corners @ _turned(2, turn) @ _turned(0, tilt[0]) @ _turned(1, tilt[1])
    near = FOCAL / (FOCAL + depth[:, 2:])
    quad = (depth[:, :2] * side * near + middle) * FINER
    size = picture.shape[0]
    to_picture = _mapping(quad, [(0, 0), (size, 0), (size, size), (0, size)])
    y, x = np.mgrid[0 : HEIGHT * FINER, 0 : WIDTH * FINER] + 0.5
    far = to_picture[2, 0] * x + to_picture[2, 1] * y + 1
    at_x = (to_picture[0, 0] * x + to_picture[0, 1] * y + to_picture[0, 2]) / far
    at_y = (to_picture[1, 0] * x + to_picture[1, 1] * y + to_picture[1, 2]) / far
    inside = (at_x >= 0) & (at_x < size) & (at_y >= 0) & (at_y < size)
    limits = (0, size - 1)
    taken = picture[np.clip(at_y, *limits).astype(int), np.clip(at_x, *limits).astype(int)]
    fine = np.where(inside, taken, around)
    means: Frame = fine.reshape(HEIGHT, FINER, WIDTH, FINER).mean(axis=(1, 3))
    return means


def blurred(frame: Frame, sigma: float) -> Frame:
    """Return a frame out of focus."""
    reach = int(3 * sigma) + 1
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    wide = np.pad(frame, reach, mode="edge")
    height, width = frame.shape
    rows: Frame = np.zeros((height + 2 * reach, width))
    soft: Frame = np.zeros((height, width))
    for at, weight in enumerate(weights.tolist()):
        rows += weight * wide[:, at : at + width]
    for at, weight in enumerate(weights.tolist()):
        soft += weight * rows[at : at + height]
    return soft


def noisy(frame: Frame, sigma: float, seed: int) -> Frame:
    """Return a frame with a cheap camera's noise."""
    return frame + np.random.default_rng(seed).normal(0, sigma, frame.shape)


def lit(frame: Frame, *, from_shade: float, to_shade: float, direction: float) -> Frame:
    """Return a frame on which the light falls off evenly towards one side."""
    height, width = frame.shape
    y, x = np.mgrid[0:height, 0:width]
    slope: Frame = np.cos(direction) * x / width + np.sin(direction) * y / height
    slope = (slope - slope.min()) / (slope.max() - slope.min())
    return frame * (from_shade + (to_shade - from_shade) * slope)


def blotted(picture: Frame, *, scale: int, share: float, seed: int) -> Frame:
    """Return a drawn code of which a share is under blots, none of them on a finder."""
    random = np.random.default_rng(seed)
    marked = picture.copy()
    across = picture.shape[0] // scale - 2 * QUIET
    side = int((across * across * share / 6) ** 0.5)
    for blot in range(6):
        while True:
            x, y = (int(one) for one in random.integers(0, across - side, 2))
            low = x < 9 or x + side > across - 9, y < 9 or y + side > across - 9
            if not all(low) or (x + side > across - 9 and y + side > across - 9):
                break
        top, left = (y + QUIET) * scale, (x + QUIET) * scale
        marked[top : top + side * scale, left : left + side * scale] = (0, 128, 255)[blot % 3]
    return marked


def shades(frame: Frame) -> bytes:
    """Return the frame as a byte for each pixel."""
    return bytes(np.clip(frame, 0, 255).astype(np.uint8))


def film(path: Path, frames: Sequence[Frame]) -> None:
    """Write what Chromium's false camera shows, over and over (YUV4MPEG2, grey)."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + b"".join(b"FRAME\n" + shades(one) + grey for one in frames))


def _turned(axis: int, degrees: float) -> NDArray[np.float64]:
    one, other = [at for at in range(3) if at != axis]
    turned = np.eye(3)
    angle = np.radians(degrees)
    turned[one, one] = turned[other, other] = np.cos(angle)
    turned[one, other], turned[other, one] = np.sin(angle), -np.sin(angle)
    return turned


def _mapping(quad: NDArray[np.float64], onto: list[tuple[int, int]]) -> NDArray[np.float64]:
    rows, wanted = [], []
    for (x, y), (u, v) in zip(quad, onto, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(wanted)), 1).reshape(3, 3)

"""A Lottie animation drawn in a process of its own, since rlottie ends the process it fails in.

Run as a script by `lottie`, which see: it knows nothing of campaignkit. In: a line of JSON with
width, height and step_ms, then the animation. Out: for each frame 4 bytes of milliseconds and its
pixels, BGRA; nothing where it has none. A child that has taken half a minute of processor time,
or two gigabytes, is ended by the system.
"""

import json
import math
import struct
import sys
from importlib import import_module

MOST_SECONDS = 30
MOST_BYTES = 2_000_000_000
MOST_FRAMES = 1250


def main() -> None:
    """Draw what comes in."""
    _limit()
    head = json.loads(sys.stdin.buffer.readline())
    text = sys.stdin.buffer.read().decode("utf-8")
    made = import_module("rlottie_python").LottieAnimation.from_data(text)
    total, rate = made.lottie_animation_get_totalframe(), made.lottie_animation_get_framerate()
    if total < 1 or not math.isfinite(rate) or not 0 < rate <= 1000:
        return
    step = max(1, math.ceil(rate * head["step_ms"] / 1000))
    size = {"width": head["width"], "height": head["height"]}
    for frame in range(0, min(total, MOST_FRAMES * step), step):
        raw = made.lottie_animation_render(frame_num=frame, **size)
        ends = min(frame + step, total)
        time = max(1, round(ends * 1000 / rate) - round(frame * 1000 / rate))
        sys.stdout.buffer.write(struct.pack("<I", time) + raw)
    sys.stdout.buffer.flush()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


if __name__ == "__main__":
    main()

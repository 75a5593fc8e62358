#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Build archive.jsonl: 28 ordinary days drawn from everyday.jsonl, reviews and answers of the weeks
before, then the day of story.jsonl."""
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
STORY_DAY = datetime(2026, 11, 17)  # a Tuesday
DAYS = 28
PAUSE = timedelta(hours=49)  # a text stays away at least this long
NEWS_PAUSE = timedelta(days=9)
REVIEW_PAUSE = timedelta(days=21)  # nobody reviews often
SEED = 1657  # four Tuesdays that look like Tuesdays

# posts expected by hour, and by day from Monday to Sunday
WEEKDAY = (.5, .35, .25, .2, .25, .6, 1.6, 3.4, 7, 9.6, 6.5, 4.6,
           4.6, 4.2, 4, 4.2, 5.2, 5.6, 5, 4.6, 3.6, 2.6, 1.7, 1)
WEEKEND = (.6, .5, .3, .2, .2, .3, .6, 1.2, 2.2, 3, 3.4, 3.2,
           2.6, 2.4, 2.3, 2.4, 2.8, 2.9, 2.6, 2.5, 2.3, 1.8, 1.2, .8)
TOTAL = (83, 80, 79, 80, 78, 43, 39)
# what makes a day itself: a busy Monday morning, a quiet Friday evening
ACCENT = {0: {8: 1.2, 9: 1.15}, 2: {13: 1.3, 14: 1.3}, 3: {19: 1.2, 20: 1.2},
          4: {16: 1.2, 20: .7, 21: .7, 22: .8}, 6: {8: .6, 9: .7, 20: 1.3}}


def times(rng, day):
    """The sorted times of one day: a Poisson curve with its total held steady."""
    weekday = day.weekday()
    curve = list(WEEKEND if weekday > 4 else WEEKDAY)
    for hour, factor in ACCENT.get(weekday, {}).items():
        curve[hour] *= factor
    hours = rng.choices(range(24), curve, k=TOTAL[weekday] + rng.randint(-3, 3))
    return sorted(day + timedelta(hours=h, seconds=rng.randrange(3600)) for h in hours)


def pause_of(post):
    """How long a text rests before it comes back."""
    return {"article": NEWS_PAUSE, "review": REVIEW_PAUSE}.get(post["kind"], PAUSE)


def dated(name):
    """The rows of a file that has times."""
    with open(HERE / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def spelled(row):
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def fits(post, now, last):
    """Whether this post may be used now."""
    news = post["kind"] == "article"
    if news and not 6 <= now.hour < 22:
        return False
    return now - last[post["id"]] > pause_of(post)


def main():
    clock, rng = random.Random(SEED), random.Random(SEED + 1)
    with open(HERE / "everyday.jsonl", encoding="utf-8") as file:
        pool = [json.loads(line) for line in file if line.strip()]
    start = STORY_DAY - timedelta(days=DAYS)
    last = {post["id"]: start - timedelta(days=rng.uniform(*((0, 24) if post["kind"] == "review" else (3, 12))))
            for post in pool}
    rows = []
    for number in range(DAYS):
        for now in times(clock, start + timedelta(days=number)):
            free = [post for post in pool if fits(post, now, last)]
            age = [(now - last[post["id"]]) / pause_of(post) for post in free]
            post = rng.choices(free, [a * a for a in age])[0] if free else None
            if post is None:
                raise SystemExit("everyday.jsonl has too few posts for this many a day")
            last[post["id"]] = now
            row = {k: v for k, v in post.items() if k not in ("url", "counts")}
            row["id"] = f"{post['network']}:h{len(rows) + 1:05d}"
            row["created_at"] = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            rows.append(row)
    rows += dated("reviews.jsonl") + dated("answers.jsonl") + dated("story.jsonl")
    rows.sort(key=lambda row: row["created_at"])
    text = "".join(spelled(row) + "\n" for row in rows)
    (HERE / "archive.jsonl").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

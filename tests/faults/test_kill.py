"""Kills `cws run` at random instants under load, and proves from outside that nothing was lost or repeated.

KILLS says how often (20; 200 in the soak), SEED which instants; the seed of a run stands in its output.
"""
import os
import random
import threading

from load import GONE, Cloud, Load

KILLS = int(os.environ.get("KILLS", "20"))
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
LOAD_MAX = 24  # executions under way at once: enough for every kind of step to be cut


def one_life(cloud, load, random_):
    """Works until the process is killed, at an instant that nobody knows."""
    cloud.start()
    killer = threading.Timer(random_.choice([random_.uniform(0, 0.05), random_.uniform(0.05, 1.5)]), cloud.kill)
    killer.start()
    try:
        while True:
            open_now = len(load.asked) - sum(":load-dev-main:" in arn for arn in load.ended)
            work = random_.random()
            if work < 0.4 and open_now < LOAD_MAX:
                load.start_one()
            elif work < 0.6:
                load.answer_tokens()
            elif load.acknowledged:
                load.look(random_.choice(sorted(load.acknowledged)))
    except GONE:
        pass
    killer.join()


def test_nothing_is_lost_or_repeated_however_often_it_is_killed(tmp_path, capsys):
    with capsys.disabled():
        print(f"\n{KILLS} kills, SEED={SEED}")
    random_ = random.Random(SEED)
    cloud = Cloud(tmp_path / "load")
    load = Load(cloud, random_)
    for _ in range(KILLS):
        one_life(cloud, load, random_)
    cloud.start()
    try:
        load.finish()
        load.check()
    finally:
        cloud.stop()
    calls = load.calls()
    with capsys.disabled():
        print(f"{len(load.asked)} executions, {sum(map(len, load.histories.values()))} events, {len(calls)} calls of "
              f"{len({call['key'] for call in calls})} attempts, results of {len(load.recorded)} seen")
    assert len(load.recorded) > KILLS / 2, "hardly anything happened between the kills"

interface Event {
  time: number;
  order: number;
  run: () => void;
}

/** Events in simulated milliseconds, the earliest first; those of one moment in the order in which they were planned. */
export class Timeline {
  now = 0;
  /** Of the event that is happening: tells what came first, also within one moment. */
  step = 0;
  private planned = 0;
  /** A binary heap: no event is earlier than the one at half its index. */
  private readonly heap: Event[] = [];

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  at(time: number, run: () => void): void {
    const event = { time, order: this.planned++, run };
    const { heap } = this;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isEarlier(heap[parent]!, event)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = event;
  }

  /** Lets everything happen that is planned before this moment. */
  runUntil(end: number): void {
    while (this.heap.length > 0 && this.heap[0]!.time <= end) {
      const event = this.takeFirst();
      this.now = event.time;
      this.step++;
      event.run();
    }
    this.now = end;
  }

  private takeFirst(): Event {
    const { heap } = this;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isEarlier(heap[child + 1]!, heap[child]!)) child++;
      if (isEarlier(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

const isEarlier = (a: Event, b: Event) => a.time < b.time || (a.time === b.time && a.order < b.order);

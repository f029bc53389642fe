import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { WORKER_SILENCE_MS, WORKER_YOUNG_GENERATION_MIB } from "../base/limits";
import {
  measurementOf,
  type MeasuredElsewhere,
  type MeasuringPlan,
  type MeasuringThreads,
} from "../experiment/measuringThreads";
import { takeSnapshot } from "../experiment/takeSnapshot";
import { Stopped } from "../base/proceed";
import { createControlBlock } from "./controlBlock";

/** What a measuring thread is started with. */
export interface MeasuringStart {
  readonly plan: MeasuringPlan;
  readonly port: MessagePort;
  /** The run's, which says when to stop. */
  readonly control: SharedArrayBuffer;
  /** This thread's own, for its signs of life. */
  readonly pulse: SharedArrayBuffer;
  /** A counter of finished snapshots that all threads of a cell share. */
  readonly finished: SharedArrayBuffer;
}

/** A snapshot to measure. */
interface Job {
  readonly epoch: number;
  readonly activations: readonly Float32Array[];
}

/** Snapshots that a thread has in hand at most: one that it measures and one that waits, so that it never idles. */
const JOBS_PER_THREAD = 2;
/** How long `wait` sleeps before it looks whether the run was stopped. */
const LOOK_INTERVAL_MS = 50;

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly pulse: ReturnType<typeof createControlBlock>;
  readonly epochs: Set<number>;
  beats: number;
  heardAt: number;
  isLost: boolean;
}

/**
 * Threads that measure snapshots for a cell that trains in this one, which reads no events while it does: answers
 * are taken from the ports directly.
 * @param scriptPath the worker's own script
 * @param control the run's control block
 * @param silenceMilliseconds after which a thread is taken for lost; `WORKER_SILENCE_MS` but in tests
 */
export function startMeasuringThreads(
  count: number,
  scriptPath: string,
  plan: MeasuringPlan,
  control: SharedArrayBuffer,
  silenceMilliseconds = WORKER_SILENCE_MS,
): MeasuringThreads {
  const finished = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const counter = new Int32Array(finished);
  const threads = Array.from({ length: count }, () => startThread(scriptPath, plan, control, finished));

  const collect = (): MeasuredElsewhere[] => threads.flatMap((thread) => takeAnswers(thread));
  const takeFromTheLost = (): MeasuredElsewhere[] =>
    threads.flatMap((thread) => {
      if (thread.epochs.size === 0) {
        return [];
      }
      const beats = thread.pulse.beats();
      if (beats !== thread.beats) {
        thread.beats = beats;
        thread.heardAt = performance.now();
      }
      if (performance.now() - thread.heardAt <= silenceMilliseconds) {
        return [];
      }
      thread.isLost = true;
      const epochs = [...thread.epochs];
      thread.epochs.clear();
      return epochs.map((epoch) => ({ epoch }));
    });

  return {
    offer: (epoch, activations) => {
      const free = threads
        .filter(({ epochs, isLost }) => !isLost && epochs.size < JOBS_PER_THREAD)
        .sort((a, b) => a.epochs.size - b.epochs.size)[0];
      if (free === undefined) {
        return false;
      }
      if (free.epochs.size === 0) {
        free.heardAt = performance.now();
      }
      free.epochs.add(epoch);
      free.port.postMessage({ epoch, activations } satisfies Job);
      return true;
    },
    collect,
    wait: (proceed) => {
      for (;;) {
        const before = Atomics.load(counter, 0);
        const measured = [...collect(), ...takeFromTheLost()];
        if (measured.length > 0) {
          return measured;
        }
        proceed();
        Atomics.wait(counter, 0, before, LOOK_INTERVAL_MS);
      }
    },
    dispose: () => {
      for (const { worker, port } of threads) {
        port.close();
        void worker.terminate();
      }
    },
  };
}

function startThread(
  scriptPath: string,
  plan: MeasuringPlan,
  control: SharedArrayBuffer,
  finished: SharedArrayBuffer,
): Thread {
  const { port1, port2 } = new MessageChannel();
  const pulse = createControlBlock();
  const worker = new Worker(scriptPath, {
    workerData: { plan, port: port2, control, pulse: pulse.buffer, finished } satisfies MeasuringStart,
    transferList: [port2],
    name: "ib-analysis-measuring",
    resourceLimits: { maxYoungGenerationSizeMb: WORKER_YOUNG_GENERATION_MIB },
  });
  const thread: Thread = {
    worker,
    port: port1,
    pulse,
    epochs: new Set(),
    beats: 0,
    heardAt: performance.now(),
    isLost: false,
  };
  worker.on("error", () => {
    // What it had in hand is measured elsewhere, once its silence is noticed.
    thread.isLost = true;
  });
  return thread;
}

function takeAnswers({ port, epochs }: Thread): MeasuredElsewhere[] {
  const answers: MeasuredElsewhere[] = [];
  for (;;) {
    // A thread sends nothing but answers: it is built from the same source.
    const received = receiveMessageOnPort(port) as { readonly message: MeasuredElsewhere } | undefined;
    if (received === undefined) {
      return answers;
    }
    // One that was given up may still answer: by then another has measured its snapshot.
    if (epochs.delete(received.message.epoch)) {
      answers.push(received.message);
    }
  }
}

/** A measuring thread's own side: measures what it is sent, until it is terminated. */
export function serveMeasuring({ plan, port, control, pulse, finished }: MeasuringStart): void {
  const measurement = measurementOf(plan);
  const run = createControlBlock(control);
  const own = createControlBlock(pulse);
  const counter = new Int32Array(finished);
  const proceed = (): void => {
    own.proceed();
    if (run.isStopped()) {
      throw new Stopped();
    }
  };
  port.on("message", ({ epoch, activations }: Job) => {
    let answer: MeasuredElsewhere = { epoch };
    try {
      answer = { epoch, snapshot: takeSnapshot(plan.cell, epoch, measurement, activations, proceed) };
    } catch {
      // The run was stopped, or else the thread that trains measures it again and shows what is wrong.
    }
    port.postMessage(answer);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  });
}

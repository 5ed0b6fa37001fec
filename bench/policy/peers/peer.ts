import type { OutcomeEffect } from "@akkoord/policy";
import type { Question, Workload } from "../workload.ts";

/** What a peer can say of a question: the effect, or only whether the tool is open (`permitted` or better). */
export type Verdict = OutcomeEffect | boolean;

/** A peer, ready to answer: everything that can be prepared is. */
export interface Peer {
  readonly name: string;
  /** What it cannot express, and how it was set up. */
  readonly note: string;
  /** Answers one of the questions it was prepared for, by place. */
  answer(place: number): Verdict | Promise<Verdict>;
}

/** Prepares a peer for some questions. */
export type MakePeer = (workload: Workload, questions: readonly Question[]) => Promise<Peer>;

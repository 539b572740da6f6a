import type { Problem } from '../knowledge/problems/problem.ts'
import type { Force } from './teaching/take-load.ts'

/** What keeps the knowledge of several copies of the bot one. */
export interface Sharing {
  /** Tells what others have taken into use since this copy was level with them; undefined for nothing. */
  findBehind(): Promise<Behind | undefined>
  /** Notes whether this copy could take it into use too. */
  noteLevel(behind: Behind, isLevel: boolean): void
  /** Proposes a reload to all copies, or joins the one that is being prepared. */
  propose(force: Force): Promise<Preparing>
}

/** A knowledge that other copies answer from. */
export interface Behind {
  readonly version: number
  /** Of the folder, see `toFolderState`. */
  readonly state: string
  /** The files that were written since, which alone need be read if no folder was reloaded. */
  readonly files: ReadonlySet<string>
}

/** The part of one copy in a reload of all. */
export interface Preparing {
  readonly force: Force
  /**
   * States that this copy is prepared, and waits for the others: undefined where all take it into use now.
   *
   * @param state of the folder that is prepared
   */
  ready(state: string): Promise<Disagreed | undefined>
  /** States that this copy cannot. */
  refuse(): Promise<void>
}

/** Why no copy takes a reload into use. */
export interface Disagreed {
  readonly kind: 'disagreed'
  /**
   * The folders of the copies differ; another copy refuses its folder; another wrote meanwhile, or the copy that proposed
   * the reload has ended.
   */
  readonly reason: 'folders' | 'refused' | 'changed'
  /** The names of the copies that differ, or refuse. */
  readonly copies: readonly string[]
}

/** The outcome for one whose folder has problems. */
export interface Refused {
  readonly kind: 'refused'
  readonly problems: readonly Problem[]
}

import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { measurePage } from '../../bench/marked-pages.ts'

const FOLDER = path.join(import.meta.dirname, 'marked')

it.each(readdirSync(FOLDER))('gives nobody words of others without a mark in the draft of %s', async (file) => {
  const { rows } = await measurePage(path.join(FOLDER, file))
  expect(rows.filter(({ expected, got, isMarked }) => expected !== got && !isMarked)).toEqual([])
})

// Forms that no rule reads are among the pages, and nearly all of their paragraphs are marked.
it('gives at least four of five paragraphs of these pages to whose they are, and marks at most a third', async () => {
  const measured = await Promise.all(readdirSync(FOLDER).map((file) => measurePage(path.join(FOLDER, file))))
  const rows = measured.flatMap((page) => page.rows)
  expect(rows.filter(({ expected, got }) => expected === got).length / rows.length).toBeGreaterThanOrEqual(0.8)
  expect(rows.filter(({ isMarked }) => isMarked).length / rows.length).toBeLessThanOrEqual(1 / 3)
})

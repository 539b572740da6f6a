import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { measurePage } from '../../bench/marked-pages.ts'

const FOLDER = path.join(import.meta.dirname, 'marked')

it.each(readdirSync(FOLDER))('gives nobody words of others without a mark in the draft of %s', async (file) => {
  const { rows } = await measurePage(path.join(FOLDER, file))
  expect(rows.filter(({ expected, got, isMarked }) => expected !== got && !isMarked)).toEqual([])
})

it('gives at least nine of ten paragraphs of these pages to whose they are, and marks at most a quarter', async () => {
  const measured = await Promise.all(readdirSync(FOLDER).map((file) => measurePage(path.join(FOLDER, file))))
  const rows = measured.flatMap((page) => page.rows)
  expect(rows.filter(({ expected, got }) => expected === got).length / rows.length).toBeGreaterThanOrEqual(0.9)
  expect(rows.filter(({ isMarked }) => isMarked).length / rows.length).toBeLessThanOrEqual(0.25)
})

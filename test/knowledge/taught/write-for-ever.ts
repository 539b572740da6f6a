import { openFolder } from '../../../src/knowledge/folder/knowledge-folder.ts'
import { createTaughtFiles } from '../../../src/knowledge/taught/taught-files.ts'

/** Adds one entry after the other to a taught file of a folder, until the process is killed. */
async function writeForEver(dir: string): Promise<void> {
  const taughtFiles = createTaughtFiles(openFolder(dir))
  const { length } = await taughtFiles.list(['sample'])
  for (let index = length; ; index++) {
    const draft = await taughtFiles.draft({
      add: [{ kind: 'ask', article: 'sample', wording: `${index} ${'长'.repeat(100)}` }],
      remove: [],
    })
    if (draft.kind === 'faulty' || (await draft.value.write('')).kind !== 'written')
      throw new Error(JSON.stringify(draft))
    console.log(index)
  }
}

await writeForEver(process.argv[2] ?? '')

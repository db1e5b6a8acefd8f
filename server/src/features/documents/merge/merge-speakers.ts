/** One of the documents: its labels, and what people named them. */
interface Speaking {
  labels: readonly string[];
  names: Readonly<Record<string, string>>;
}

/**
 * Labels for speakers of several recordings in one document. The same name is the same person; a label without a name means
 * nobody in particular, and so somebody else in each recording.
 *
 * @returns for each document its old labels with the new ones, and the names of the new ones
 */
export function mergeSpeakers(documents: readonly Speaking[]): {
  labels: Map<string, string>[];
  names: Record<string, string>;
} {
  const byName = new Map<string, string>();
  const taken = new Set<string>();
  const names: Record<string, string> = {};
  const labels = documents.map((document) => {
    const own = new Map<string, string>();
    for (const label of document.labels) {
      const name = document.names[label];
      const known = name === undefined ? undefined : byName.get(name);
      const chosen = known ?? freeLabel(label, taken);
      own.set(label, chosen);
      taken.add(chosen);
      if (name === undefined) continue;
      byName.set(name, chosen);
      names[chosen] = name;
    }
    return own;
  });
  return { labels, names };
}

/** The label itself; when somebody else has it, the next of its kind: `S1` → `S4`. */
function freeLabel(label: string, taken: ReadonlySet<string>): string {
  if (!taken.has(label)) return label;
  const [, stem = '', digits = '1'] = /^(.*?)(\d*)$/s.exec(label) ?? [];
  let number = Number(digits || '1');
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

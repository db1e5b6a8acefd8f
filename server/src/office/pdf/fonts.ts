import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface FontFiles {
  regular: string;
  /** Where a font has none, its strokes are thickened. */
  bold?: string;
}

const noto = (folder: string, name: string): FontFiles => ({
  regular: require.resolve(`@expo-google-fonts/${folder}/400Regular/${name}_400Regular.ttf`),
  bold: require.resolve(`@expo-google-fonts/${folder}/700Bold/${name}_700Bold.ttf`),
});

/** One file for all of Chinese, Japanese and Korean (Apache-2.0), from Debian's `fonts-droid-fallback`. */
const DROID_FALLBACK = [
  '/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
];

/** Scripts whose fonts are taken where they are installed: all in Debian's `fonts-noto-core` (OFL-1.1). */
const MORE_SCRIPTS =
  'Thai Lao Khmer Myanmar Georgian Armenian Ethiopic Bengali Tamil Telugu Gujarati Gurmukhi Kannada Malayalam Sinhala Oriya Tibetan Syriac Thaana Mongolian';

const debianNoto = (script: string): Required<FontFiles> => ({
  regular: `/usr/share/fonts/truetype/noto/NotoSans${script}-Regular.ttf`,
  bold: `/usr/share/fonts/truetype/noto/NotoSans${script}-Bold.ttf`,
});

/**
 * The fonts of documents, the first that knows a character is taken. Google's Noto (OFL-1.1) whole, as TrueType: subsets for
 * the web would part letters from their accents. Emoji are in one colour.
 */
export function fontFiles(): FontFiles[] {
  const eastAsian = DROID_FALLBACK.find((file) => existsSync(file));
  const emoji = '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf';
  return [
    noto('noto-sans', 'NotoSans'),
    noto('noto-sans-arabic', 'NotoSansArabic'),
    noto('noto-sans-hebrew', 'NotoSansHebrew'),
    ...(eastAsian ? [{ regular: eastAsian }] : []),
    ...MORE_SCRIPTS.split(' ')
      .map(debianNoto)
      .filter(({ regular, bold }) => existsSync(regular) && existsSync(bold)),
    { regular: require.resolve(emoji) },
  ];
}

/** The upper half of the code pages Windows' command line tools print in, by their numbers (Brazil: 850). */
const tables: Readonly<Record<number, string>> = {
  437: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0',
  850: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0',
  860: 'ÇüéâãàÁçêÊèÍÔìÃÂÉÀÈôõòÚùÌÕÜ¢£Ù₧ÓáíóúñÑªº¿Ò¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0',
};

/**
 * Text that was read byte by byte (`latin1`), in the code page it is in. Letters of a code page that is not known are
 * U+FFFD: whoever compares knows that they are missing.
 */
export function decodeCodePage(latin1: string, codePage: number): string {
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII is the same in every code page
  if (/^[\u0000-\u007f]*$/.test(latin1)) return latin1;
  if (codePage === 65001) return Buffer.from(latin1, 'latin1').toString('utf8');
  if (codePage === 1252) return new TextDecoder('windows-1252').decode(Buffer.from(latin1, 'latin1'));
  const table = tables[codePage];
  return latin1.replace(/[\u0080-\u00ff]/g, (letter) => table?.[letter.charCodeAt(0) - 128] ?? '\ufffd');
}

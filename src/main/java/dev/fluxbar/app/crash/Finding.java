package dev.fluxbar.app.crash;

/**
 * What a campaign must never find.
 *
 * @param kind a word, such as {@code fired-twice}
 * @param number of the case, from 0; with the seed it is drawn the same again
 * @param evidence one sentence
 */
public record Finding(String kind, long number, String evidence) {}

package dev.fluxbar.wire;

/**
 * What a program's proof needs to know of one array, in integers.
 *
 * @param rows physical rows
 * @param columns columns
 * @param driven whether the columns have drivers
 * @param ranges number of current ranges
 */
public record Geometry(int rows, int columns, boolean driven, int ranges) {}

package dev.fluxbar.algorithm;

/** One cell read on its own (Heidema Algorithm 1), and the bench time it took in seconds. */
public record CellReading(CellMeasurement measurement, double benchSeconds) {}

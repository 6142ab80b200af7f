package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;

/** One cell to be written. */
record WriteTask(Cell cell, double targetSiemens) {}

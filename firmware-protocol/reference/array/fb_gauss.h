/*
 * Gauss-Legendre collocation on the interval 0 to 1 (Hairer, Norsett, Wanner, Solving Ordinary Differential
 * Equations I, II.7): order 2 FB_NODES at the end of an interval.
 */
#ifndef FB_GAUSS_H
#define FB_GAUSS_H

#define FB_NODES 8

/* How many of the highest Legendre coefficients tell whether a function was seen well enough. */
#define FB_TAIL 3

typedef struct {
    double node[FB_NODES]; /* increasing, within 0 to 1 */
    double weight[FB_NODES]; /* their sum is 1 */
    double to_node[FB_NODES][FB_NODES]; /* [q][r]: weight of value r in the integral from 0 to node q */
    double tail[FB_TAIL][FB_NODES]; /* [i][r]: weight of value r in Legendre coefficient FB_NODES - FB_TAIL + i */
} fb_gauss;

void fb_gauss_make(fb_gauss *rule);

#endif

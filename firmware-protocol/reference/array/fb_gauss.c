#include "fb_gauss.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* Legendre polynomials of degree 0 to FB_NODES at x. */
static void legendre(double x, double p[FB_NODES + 1]) {
    p[0] = 1;
    p[1] = x;
    for (int n = 1; n < FB_NODES; n++) {
        p[n + 1] = ((2 * n + 1) * x * p[n] - n * p[n - 1]) / (n + 1);
    }
}

static double slope(double x, const double p[FB_NODES + 1]) {
    return FB_NODES * (p[FB_NODES - 1] - x * p[FB_NODES]) / (1 - x * x);
}

/* Root q of the highest polynomial: Newton from Tricomi's estimate. */
static double root(int q) {
    double x = -cos(PI * (q + 0.75) / (FB_NODES + 0.5));
    double p[FB_NODES + 1];
    for (int i = 0; i < 10; i++) {
        legendre(x, p);
        x -= p[FB_NODES] / slope(x, p);
    }
    return x;
}

void fb_gauss_make(fb_gauss *rule) {
    double p[FB_NODES][FB_NODES + 1];
    for (int q = 0; q < FB_NODES; q++) {
        double x = root(q);
        legendre(x, p[q]);
        double steep = slope(x, p[q]);
        rule->node[q] = (1 + x) / 2;
        rule->weight[q] = 1 / ((1 - x * x) * steep * steep);
    }
    for (int q = 0; q < FB_NODES; q++) {
        for (int r = 0; r < FB_NODES; r++) {
            /* The integral to x_q of the polynomial that is 1 / weight_r at x_r and 0 at the other nodes. */
            double sum = rule->node[q];
            for (int n = 1; n < FB_NODES; n++) {
                sum += p[r][n] * (p[q][n + 1] - p[q][n - 1]) / 2;
            }
            rule->to_node[q][r] = rule->weight[r] * sum;
        }
    }
    for (int i = 0; i < FB_TAIL; i++) {
        int degree = FB_NODES - FB_TAIL + i;
        for (int r = 0; r < FB_NODES; r++) {
            rule->tail[i][r] = (2 * degree + 1) * rule->weight[r] * p[r][degree];
        }
    }
}

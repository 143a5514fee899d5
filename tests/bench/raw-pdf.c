/* SPDX-License-Identifier: Apache-2.0 */
/* The least pangocairo program that puts the given words on A4 pages, a form feed ending each: the floor for a receipt as
 * PDF. raw-pdf TEXT-FILE RUNS prints "raw MS" for each run, the first one cold, and "bytes N". */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "now.h"

static cairo_status_t count_bytes(void *ctx, const unsigned char *data, unsigned n)
{
	(void)data;
	*(size_t *)ctx += n;
	return CAIRO_STATUS_SUCCESS;
}

static size_t render(const char *text)
{
	size_t bytes = 0;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(count_bytes, &bytes, 595, 842);
	cairo_t *cr = cairo_create(surface);
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = pango_font_description_from_string("WenQuanYi Micro Hei 9");

	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, 500 * PANGO_SCALE);
	for (const char *end; (end = strchr(text, '\f')) != NULL; text = end + 1) {
		pango_layout_set_text(layout, text, (int)(end - text));
		cairo_move_to(cr, 48, 48);
		pango_cairo_show_layout(cr, layout);
		cairo_show_page(cr);
	}
	pango_font_description_free(font);
	g_object_unref(layout);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	return bytes;
}

int main(int argc, char **argv)
{
	static char text[1 << 17];
	long runs = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	FILE *f = runs > 0 ? fopen(argv[1], "r") : NULL;

	if (!f) {
		fprintf(stderr, "raw-pdf TEXT-FILE RUNS\n");
		return 64;
	}
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	for (long i = 0; i < runs; i++) {
		double begin = bench_now();
		size_t bytes = render(text);
		printf("raw %.4f\n", bench_now() - begin);
		if (i == 0)
			printf("bytes %zu\n", bytes);
	}
	return 0;
}

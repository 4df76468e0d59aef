#include <stdlib.h>
#include <stdio.h>

typedef struct undo_node {
	int row;
	int col;
	unsigned char before;
	struct undo_node *below;
} undo_node_t;

typedef struct {
	undo_node_t *top;
	size_t depth;
} undo_t;

int undo_push(undo_t *u, int row, int col, unsigned char before)
{
	undo_node_t *node = (undo_node_t *)malloc(sizeof(undo_node_t));
	if (!node) {
		fprintf(stderr, "out of memory\n");
		return -1;
	}
	node->row = row;
	node->col = col;
	node->before = before;
	node->below = u->top;
	u->top = node;
	u->depth++;
	return 0;
}

void undo_clear(undo_t *u)
{
	undo_node_t *node = u->top;
	while (node) {
		undo_node_t *dead = node;
		node = node->below;
		free(dead);
	}
	u->top = NULL;
	u->depth = 0;
}

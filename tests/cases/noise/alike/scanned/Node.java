package handbook.render;

import java.util.List;

public interface Node {
  void accept(NodeVisitor v);

  class Heading implements Node {
    final int level;
    final String text;

    Heading(int level, String text) {
      this.level = level;
      this.text = text;
    }

    @Override
    public void accept(NodeVisitor v) {
      v.visit(this);
    }
  }

  class Paragraph implements Node {
    final List<Node> children;

    Paragraph(List<Node> children) {
      this.children = children;
    }

    @Override
    public void accept(NodeVisitor v) {
      v.visit(this);
      for (Node child : children) {
        child.accept(v);
      }
    }
  }

  class Image implements Node {
    final String href;
    final String caption;

    Image(String href, String caption) {
      this.href = href;
      this.caption = caption;
    }

    @Override
    public void accept(NodeVisitor v) {
      v.visit(this);
    }
  }
}

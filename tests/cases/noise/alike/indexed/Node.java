package calc.tree;

public abstract class Node {
    public abstract <R> R accept(Visitor<R> visitor);

    public interface Visitor<R> {
        R visitLiteral(Literal literal);

        R visitSum(Sum sum);

        R visitNegation(Negation negation);
    }

    public static final class Literal extends Node {
        public final double value;

        public Literal(double value) {
            this.value = value;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLiteral(this);
        }
    }

    public static final class Sum extends Node {
        public final Node left;
        public final Node right;

        public Sum(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitSum(this);
        }
    }

    public static final class Negation extends Node {
        public final Node operand;

        public Negation(Node operand) {
            this.operand = operand;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNegation(this);
        }
    }
}

package bakery.pos;

import java.awt.FlowLayout;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;

import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

public class CounterWindow {

	private final JFrame frame;
	private final JTextField amount;
	private final JLabel total;
	private long pence;

	public CounterWindow() {
		frame = new JFrame("Till");
		frame.setLayout(new FlowLayout());
		amount = new JTextField(8);
		total = new JLabel("0.00");
		JButton ring = new JButton("Ring up");
		ring.addActionListener(new ActionListener() {
			@Override
			public void actionPerformed(ActionEvent event) {
				pence += Math.round(Double.parseDouble(amount.getText()) * 100);
				total.setText(String.format("%.2f", pence / 100.0));
				amount.setText("");
			}
		});
		frame.add(amount);
		frame.add(ring);
		frame.add(total);
		frame.setSize(320, 110);
		frame.setLocationRelativeTo(null);
		frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
	}

	public static void main(String[] args) {
		SwingUtilities.invokeLater(() -> new CounterWindow().frame.setVisible(true));
	}
}

package stitch.counter;

import java.awt.BorderLayout;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

public class CounterWindow extends JFrame implements ActionListener {
    private final JLabel rows = new JLabel("0");
    private final JButton add = new JButton("Row done");
    private final JButton undo = new JButton("Rip back");
    private int count;

    public CounterWindow() {
        super("Knitting rows");
        JPanel buttons = new JPanel();
        buttons.add(add);
        buttons.add(undo);
        add.addActionListener(this);
        undo.addActionListener(this);
        getContentPane().add(rows, BorderLayout.CENTER);
        getContentPane().add(buttons, BorderLayout.SOUTH);
        setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
        pack();
    }

    @Override
    public void actionPerformed(ActionEvent e) {
        if (e.getSource() == add) {
            count++;
        } else if (e.getSource() == undo && count > 0) {
            count--;
        }
        rows.setText(Integer.toString(count));
    }

    public static void main(String[] args) {
        SwingUtilities.invokeLater(new Runnable() {
            @Override
            public void run() {
                new CounterWindow().setVisible(true);
            }
        });
    }
}

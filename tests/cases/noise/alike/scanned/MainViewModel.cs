using System;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Windows.Input;

namespace LabelPrinter
{
    internal sealed class MainViewModel : INotifyPropertyChanged
    {
        private string _text = string.Empty;
        private int _copies = 1;
        private string _printer;

        public MainViewModel(IPrinterList printers)
        {
            Printers = new ObservableCollection<string>(printers.Names);
            PrintCommand = new RelayCommand(Print, () => _printer != null);
        }

        public event PropertyChangedEventHandler PropertyChanged;

        public ObservableCollection<string> Printers { get; private set; }
        public ICommand PrintCommand { get; private set; }

        public string Text
        {
            get { return _text; }
            set { _text = value; Raise("Text"); }
        }

        public int Copies
        {
            get { return _copies; }
            set { _copies = Math.Max(1, value); Raise("Copies"); }
        }

        public string Printer
        {
            get { return _printer; }
            set { _printer = value; Raise("Printer"); }
        }

        private void Print()
        {
            new PrintJob(_printer, _text, _copies).Start();
        }

        private void Raise(string property)
        {
            var handler = PropertyChanged;
            if (handler != null)
                handler(this, new PropertyChangedEventArgs(property));
        }
    }
}

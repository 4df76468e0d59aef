using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Aquarium.ViewModels
{
    public class MainViewModel : INotifyPropertyChanged
    {
        private double temperature;
        private double acidity;
        private bool lampOn;

        public event PropertyChangedEventHandler PropertyChanged;

        public double Temperature
        {
            get { return temperature; }
            set
            {
                if (temperature != value)
                {
                    temperature = value;
                    OnPropertyChanged();
                }
            }
        }

        public double Acidity
        {
            get { return acidity; }
            set
            {
                if (acidity != value)
                {
                    acidity = value;
                    OnPropertyChanged();
                }
            }
        }

        public bool LampOn
        {
            get { return lampOn; }
            set
            {
                if (lampOn != value)
                {
                    lampOn = value;
                    OnPropertyChanged();
                }
            }
        }

        protected void OnPropertyChanged([CallerMemberName] string name = null)
        {
            PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(name));
        }
    }
}

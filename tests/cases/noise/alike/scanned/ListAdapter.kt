package net.shuttle.driver.ui

import android.content.Context
import android.view.LayoutInflater
import android.view.ViewGroup
import androidx.core.content.ContextCompat
import androidx.recyclerview.widget.RecyclerView
import net.shuttle.driver.R
import net.shuttle.driver.databinding.RowTripBinding
import net.shuttle.driver.model.Trip

class TripAdapter(private val context: Context) : RecyclerView.Adapter<TripAdapter.TripHolder>() {
    private var trips = emptyList<Trip>()

    fun submit(newTrips: List<Trip>) {
        trips = newTrips
        notifyDataSetChanged()
    }

    override fun getItemCount() = trips.size

    override fun onCreateViewHolder(parent: ViewGroup, viewType: Int): TripHolder {
        val inflater = LayoutInflater.from(context)
        return TripHolder(RowTripBinding.inflate(inflater, parent, false))
    }

    override fun onBindViewHolder(holder: TripHolder, position: Int) {
        holder.bind(trips[position])
    }

    inner class TripHolder(private val binding: RowTripBinding) : RecyclerView.ViewHolder(binding.root) {
        fun bind(trip: Trip) {
            binding.pickup.text = trip.pickup
            binding.passengers.text = context.getString(R.string.passengers, trip.passengers)
            val colour = if (trip.late) R.color.late else R.color.on_time
            binding.time.setTextColor(ContextCompat.getColor(context, colour))
            binding.time.text = trip.time
        }
    }
}

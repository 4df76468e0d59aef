package com.mushroomer.app

import android.view.LayoutInflater
import android.view.View
import android.view.ViewGroup
import android.widget.ImageView
import android.widget.TextView
import androidx.recyclerview.widget.RecyclerView

class MushroomAdapter(
    private val mushrooms: List<Mushroom>,
    private val onClick: (Mushroom) -> Unit
) : RecyclerView.Adapter<MushroomAdapter.ViewHolder>() {

    class ViewHolder(view: View) : RecyclerView.ViewHolder(view) {
        val name: TextView = view.findViewById(R.id.name)
        val latin: TextView = view.findViewById(R.id.latin)
        val picture: ImageView = view.findViewById(R.id.picture)
    }

    override fun onCreateViewHolder(parent: ViewGroup, viewType: Int): ViewHolder {
        val view = LayoutInflater.from(parent.context)
            .inflate(R.layout.item_mushroom, parent, false)
        return ViewHolder(view)
    }

    override fun onBindViewHolder(holder: ViewHolder, position: Int) {
        val mushroom = mushrooms[position]
        holder.name.text = mushroom.name
        holder.latin.text = mushroom.latin
        holder.picture.setImageResource(mushroom.picture)
        holder.itemView.setOnClickListener { onClick(mushroom) }
    }

    override fun getItemCount(): Int = mushrooms.size
}

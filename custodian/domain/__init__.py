"""What our words mean: KPIs, signals, periods, objectives. No Streamlit, no files."""

"""The script that Streamlit runs, anew for each click."""

from hobby_profiles.explorer.main import run

run()

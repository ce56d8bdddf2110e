"""All that knows Gradio."""

"""The look of Gradio's components: the same colours and system fonts as our own pages.

The values are those of static/tokens.css; no font or style sheet comes from outside.
"""

from __future__ import annotations

from gradio.themes import Base
from gradio.themes.utils import colors, sizes

_BLUE = colors.Color(
    name="programme_blue",
    c50="#f0f5fa",
    c100="#dde8f3",
    c200="#bbd0e5",
    c300="#90b4d5",
    c400="#5c8dbb",
    c500="#2f6ba3",
    c600="#1f5689",
    c700="#154273",
    c800="#12365d",
    c900="#0f2a48",
    c950="#0a1c31",
)
_STONE = colors.Color(
    name="warm_grey",
    c50="#faf9f7",
    c100="#f4f2ee",
    c200="#e6e2db",
    c300="#d3cdc3",
    c400="#a39b8f",
    c500="#756e64",
    c600="#5a544c",
    c700="#413d38",
    c800="#2a2825",
    c900="#1e1d1b",
    c950="#161514",
)

_SANS = ("Segoe UI", "system-ui", "-apple-system", "Roboto", "Noto Sans", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")

_SURFACES = {
    "body_background_fill": "*neutral_50",
    "body_background_fill_dark": "*neutral_950",
    "background_fill_primary": "#ffffff",
    "background_fill_primary_dark": "*neutral_900",
    "background_fill_secondary": "*neutral_100",
    "background_fill_secondary_dark": "*neutral_800",
    "border_color_primary": "*neutral_300",
    "border_color_primary_dark": "*neutral_700",
    "block_border_width": "1px",
    "block_shadow": "none",
    "block_background_fill": "#ffffff",
    "block_background_fill_dark": "*neutral_900",
}
_TEXT_COLOURS = {
    "body_text_color": "*neutral_900",
    "body_text_color_dark": "*neutral_100",
    "body_text_color_subdued": "*neutral_600",
    "body_text_color_subdued_dark": "*neutral_400",
    "block_label_text_color": "*neutral_600",
    "block_label_text_color_dark": "*neutral_400",
    "block_title_text_color": "*neutral_700",
    "block_title_text_color_dark": "*neutral_300",
    "link_text_color": "*primary_700",
    "link_text_color_dark": "*primary_300",
}
_INPUTS = {
    "input_background_fill": "#ffffff",
    "input_background_fill_dark": "*neutral_900",
    "input_border_color": "*neutral_400",
    "input_border_color_dark": "*neutral_600",
    "input_border_color_focus": "*primary_600",
    "input_border_color_focus_dark": "*primary_300",
    "input_placeholder_color": "*neutral_500",
    "input_placeholder_color_dark": "*neutral_400",
}
_BUTTONS = {
    "button_primary_background_fill": "*primary_700",
    "button_primary_background_fill_hover": "*primary_800",
    "button_primary_background_fill_dark": "*primary_300",
    "button_primary_background_fill_hover_dark": "*primary_200",
    "button_primary_text_color": "#ffffff",
    "button_primary_text_color_dark": "*neutral_950",
    "button_secondary_background_fill": "transparent",
    "button_secondary_background_fill_dark": "transparent",
    "button_secondary_background_fill_hover": "*neutral_100",
    "button_secondary_background_fill_hover_dark": "*neutral_800",
    "button_secondary_border_color": "*neutral_300",
    "button_secondary_border_color_dark": "*neutral_700",
    "button_secondary_text_color": "*neutral_800",
    "button_secondary_text_color_dark": "*neutral_200",
}


def programme_theme() -> Base:
    """Deep blue on warm grey, flat, with one accent."""
    theme = Base(
        primary_hue=_BLUE,
        secondary_hue=_BLUE,
        neutral_hue=_STONE,
        radius_size=sizes.radius_sm,
        text_size=sizes.text_md,
        font=_SANS,
        font_mono=_MONO,
    )
    theme.set(**_SURFACES, **_TEXT_COLOURS, **_INPUTS, **_BUTTONS)
    return theme

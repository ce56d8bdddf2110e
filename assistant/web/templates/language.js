// Gradio translates by navigator.language; this makes it the language of our own pages.
Object.defineProperties(navigator, {
  language: { get: () => "{{ texts.language }}" },
  languages: { get: () => ["{{ texts.language }}"] },
});
document.documentElement.lang = "{{ texts.language }}";
window.assistantTexts = {
  product: {{ texts("product") | tojson }},
  conversation: {{ texts("conversation_label") | tojson }},
  source: {{ texts("source_pane") | tojson }},
  back: {{ texts("back_to_answer") | tojson }},
  copied: {{ texts("copied") | tojson }},
  copyFailed: {{ texts("copy_failed") | tojson }},
  lost: {{ texts("connection_lost") | tojson }},
  lostTitle: {{ texts("connection_lost_title") | tojson }},
  question: {{ texts("your_question") | tojson }},
  answer: {{ texts("the_answer") | tojson }},
};

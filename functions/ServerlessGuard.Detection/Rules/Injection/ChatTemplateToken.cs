namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Special tokens of chat templates.</summary>
internal sealed class ChatTemplateToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-018",
        Kind = "injection-delimiter",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|start_header_id|>", "<|eot_id|>",
            "<|begin_of_text|>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<start_of_turn>", "<end_of_turn>", "<|channel|>",
            "<|message|>", "<|fim_prefix|>", "<｜User｜>", "<|endofprompt|>", "<|start|>"),
        Pattern = @"<\|(?:im_start|im_end|endoftext|system|user|assistant|start_header_id|end_header_id|eot_id|begin_of_text|channel|message|fim_prefix|endofprompt|start|user)\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>",
        IgnoreCase = true,
        MaxLength = 24,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.85,
        Positives = [
            "text «<|im_start|>» system",
        ],
        Negatives = [
            "a <b> tag",
            "[INSTALL]",
        ],
    };
}

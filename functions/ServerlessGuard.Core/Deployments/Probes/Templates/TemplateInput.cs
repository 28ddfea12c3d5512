using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Probes.Templates;

/// <summary>The input of templates: tools that the model's applications may use, and words that occur nowhere else.</summary>
internal sealed record TemplateInput(IReadOnlyList<ToolPolicy> Tools, string Mark, string Canary)
{
    /// <summary>A tool whose result may carry other people's text.</summary>
    public ToolPolicy? Reader => Tools.FirstOrDefault(static t => t.Effect == ToolEffect.Read);

    public IEnumerable<ToolPolicy> Acting => Tools.Where(static t => t.Effect != ToolEffect.Read);

    public IEnumerable<string> Names => Tools.Select(static t => t.Id);
}

using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>Reads a text as clients that render it do: as HTML, and as Markdown that becomes HTML.</summary>
internal static class ParsedText
{
    private static readonly string[] Shown = ["alt", "title", "id", "name", "label", "aria-label"];

    private static readonly MarkdownPipeline[] Pipelines =
    [
        new MarkdownPipelineBuilder().Build(),
        new MarkdownPipelineBuilder().UseAutoLinks().UsePipeTables().UseEmphasisExtras().UseTaskLists().Build(),
        new MarkdownPipelineBuilder().UseAdvancedExtensions().Build(),
    ];

    /// <summary>The place where some parser takes the value for other than shown text; null when it is text for all of them.</summary>
    public static string? Misplaced(string text, string value) =>
        MisplacedInHtml(text, value)
        ?? Pipelines.Select(pipeline => MisplacedInHtml(Markdown.ToHtml(text, pipeline), value))
            .FirstOrDefault(static place => place is not null);

    private static string? MisplacedInHtml(string html, string value)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html);
        foreach (var node in body.GetDescendants())
        {
            switch (node)
            {
                case IComment comment when Has(comment.Data):
                    return "a comment";
                case IElement element:
                    if (element.LocalName is "script" or "style" or "textarea" or "option" or "iframe" or "noscript" or "title" or "xmp"
                        && Has(element.TextContent))
                    {
                        return element.LocalName;
                    }

                    if (element.Attributes.FirstOrDefault(IsMisplaced) is { } attribute)
                    {
                        return $"{attribute.Name} of {element.LocalName}";
                    }

                    break;
            }
        }

        return null;

        bool IsMisplaced(IAttr one) => Has(one.Name) || (Has(one.Value) && !Shown.Contains(one.Name));

        bool Has(string part) => part.Contains(value, StringComparison.OrdinalIgnoreCase);
    }
}

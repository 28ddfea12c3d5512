using System.Diagnostics.CodeAnalysis;

namespace ServerlessGuard.Core.Markup;

/// <summary>A style sheet that the program itself holds. It is made of constants only, so that no data gets into it.</summary>
public sealed class StyleSheet
{
    private readonly string _css;

    private StyleSheet(string css) => _css = css;

    /// <summary>Throws <see cref="ArgumentException"/> on a text that could end the element around it.</summary>
    public static StyleSheet Of([ConstantExpected] string css)
    {
        ArgumentNullException.ThrowIfNull(css);
        return css.Contains('<', StringComparison.Ordinal)
            ? throw new ArgumentException("A style sheet holds no <.", nameof(css))
            : new StyleSheet(css.ReplaceLineEndings("\n"));
    }

    /// <summary>This sheet followed by another, whose rules win over these.</summary>
    public StyleSheet Then(StyleSheet next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new StyleSheet($"{_css}\n{next._css}");
    }

    public override string ToString() => _css;
}

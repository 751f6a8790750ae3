import CKernels

/// The memory of one time step of a long short-term memory, each view with a row for each sequence.
public struct RecurrentStep {
  /// Input, forget gate, candidate and output gate side by side, `[rows, 4 width]`.
  public let gates: MatrixView
  /// The cells after the step and before it, `[rows, width]` with the same stride.
  public let cell, before: MatrixView

  /// Puts together what belongs to a step.
  public init(gates: MatrixView, cell: MatrixView, before: MatrixView) {
    precondition(cell.shape == before.shape && cell.stride == before.stride, "cells have one shape")
    precondition(gates.shape == (cell.rows, 4 * cell.columns), "there are four gates")
    (self.gates, self.cell, self.before) = (gates, cell, before)
  }

  fileprivate func values(output: MatrixView?, copy: MatrixView?, biases: (MatrixView, MatrixView)?)
    -> zw_lstm
  {
    zw_lstm(
      gates: gates.pointer, cell: cell.pointer, output: output?.pointer, copy: copy?.pointer,
      before: before.pointer, bias: biases?.0.pointer, second_bias: biases?.1.pointer,
      gate_stride: gates.stride, cell_stride: cell.stride, output_stride: output?.stride ?? 0,
      copy_stride: copy?.stride ?? 0, rows: cell.rows, width: cell.columns)
  }
}

extension Kernels {
  /// Makes a step of a long short-term memory from the gates before biases and activations, which become their values.
  /// - Parameters:
  ///   - biases: of what is read and of the output before, `[1, 4 width]` each.
  ///   - output: the result, `[rows, width]`.
  ///   - copy: where the result goes as well; nil for nowhere.
  /// - Source: Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000, as in torch.nn.LSTM.
  public static func recur(
    _ step: RecurrentStep, biases: (MatrixView, MatrixView), into output: MatrixView, copy: MatrixView?
  ) {
    precondition(output.shape == step.cell.shape && (copy.map { $0.shape == output.shape } ?? true))
    precondition(biases.0.shape == (1, step.gates.columns) && biases.1.shape == (1, step.gates.columns))
    withUnsafePointer(to: step.values(output: output, copy: copy, biases: biases)) { zw_lstm_step($0) }
  }

  /// Replaces the gates' values by the gradients before their activations.
  /// - Parameters:
  ///   - gradient: at the step's output, `[rows, width]`.
  ///   - later: what reaches the output through the next step, `[rows, width]` without gaps.
  ///   - carry: the gradient at the cell after the step, which becomes that before it; of the same shape.
  public static func recurrenceGradient(
    _ step: RecurrentStep, _ gradient: MatrixView, later: MatrixView, carry: MatrixView
  ) {
    precondition(gradient.shape == step.cell.shape && later.shape == gradient.shape, "the shapes differ")
    precondition(carry.shape == later.shape && carry.hasNoGaps && later.hasNoGaps, "views without gaps")
    withUnsafePointer(to: step.values(output: nil, copy: nil, biases: nil)) {
      zw_lstm_gradient($0, gradient.pointer, gradient.stride, later.pointer, carry.pointer)
    }
  }

  /// Writes an image with its columns moved to the right; those that leave come back at the left.
  /// - Parameters:
  ///   - image: `[1, height * width]`, as the result is.
  ///   - shift: columns to the right; any number, negative ones to the left.
  public static func rollColumns(_ image: MatrixView, width: Int, by shift: Int, into result: MatrixView) {
    precondition(image.shape == result.shape && image.rows == 1 && image.columns % width == 0, "an image")
    zw_roll_columns(
      result.pointer, image.pointer, image.columns / width, width, ((shift % width) + width) % width)
  }

  /// Writes the tokens that stand at some places of each row.
  /// - Parameters:
  ///   - places: indices as floats, `[rows, count]`.
  ///   - tokens: `[rows, number * width]`; all views are without gaps.
  ///   - result: `[rows, count * width]`.
  public static func gatherTokens(
    _ places: MatrixView, of tokens: MatrixView, width: Int, into result: MatrixView
  ) {
    check(places, tokens, width, result)
    zw_gather_tokens(
      result.pointer, tokens.pointer, places.pointer, places.rows, places.columns, tokens.columns / width,
      width)
  }

  /// Adds tokens to those at some places of each row: `gatherTokens` transposed.
  public static func scatterTokens(
    _ result: MatrixView, to places: MatrixView, of tokens: MatrixView, width: Int
  ) {
    check(places, tokens, width, result)
    zw_scatter_tokens(
      tokens.pointer, result.pointer, places.pointer, places.rows, places.columns, tokens.columns / width,
      width)
  }

  private static func check(_ places: MatrixView, _ tokens: MatrixView, _ width: Int, _ result: MatrixView) {
    precondition(tokens.rows == places.rows && tokens.columns % width == 0, "whole tokens")
    precondition(result.shape == (places.rows, places.columns * width), "a token for each place")
    precondition(places.hasNoGaps && tokens.hasNoGaps && result.hasNoGaps, "views without gaps")
  }
}
